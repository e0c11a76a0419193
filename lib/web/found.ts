import { notFound } from "next/navigation";
import { Refused } from "../errors";

/** What a page shows, or the one page for what does not exist and what one may not see. */
export async function found<T>(looking: Promise<T>): Promise<T> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof Refused && error.code === "not_found") notFound();
    throw error;
  }
}
