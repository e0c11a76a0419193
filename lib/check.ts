import * as z from "zod/v4/core";
import { Refused } from "./errors";

/** The value in the form of the schema. Throws `invalid`, saying which field and why. */
export function check<S extends z.$ZodType>(schema: S, value: unknown): z.output<S> {
  const result = z.safeParse(schema, value, { error: inWords });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue?.path.length ? `${issue.path.join(".")}: ` : "";
  throw new Refused("invalid", `${where}${issue?.message ?? "This is not valid."}`.slice(0, 300));
}

/** Where a schema has no words of its own. */
const inWords: z.$ZodErrorMap = ({ code, expected }) =>
  code === "invalid_type" && expected === "object" ? "An object with fields belongs here." : "This is not valid.";
