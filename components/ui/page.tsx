import { unstable_rethrow } from "next/navigation";
import type { ReactNode } from "react";
import { answerWith } from "@/lib/answer-status";
import { Refused, STATUS } from "@/lib/errors";
import { told } from "@/lib/told";
import { NotHere, StorageAway } from "./notice";

/** A page that is one also when there is nothing to show, or storage is away: complete without JavaScript. */
export function page<P>(render: (props: P) => Promise<ReactNode>): (props: P) => Promise<ReactNode> {
  return async (props) => {
    try {
      return await render(props);
    } catch (error) {
      unstable_rethrow(error); // a redirect is thrown
      if (error instanceof Refused && error.code === "not_found") {
        answerWith(STATUS.not_found);
        return <NotHere />;
      }
      answerWith(STATUS[told(error).code]);
      return <StorageAway />;
    }
  };
}
