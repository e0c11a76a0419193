import { unstable_rethrow } from "next/navigation";
import { Fragment, type ReactNode } from "react";
import { answerWith } from "@/lib/answer-status";
import { Refused, STATUS } from "@/lib/errors";
import { told } from "@/lib/told";
import { NotHere, StorageAway } from "./notice";

interface Options {
  /** Nothing is around it that says what the main part is. */
  alone?: boolean;
}

/** A page that is one also when there is nothing to show, or storage is away: complete without JavaScript. */
export function page<P>(
  render: (props: P) => Promise<ReactNode>,
  { alone = false }: Options = {},
): (props: P) => Promise<ReactNode> {
  const Main = alone ? "main" : Fragment;
  return async (props) => {
    try {
      return await render(props);
    } catch (error) {
      unstable_rethrow(error); // a redirect is thrown
      if (error instanceof Refused && error.code === "not_found") {
        answerWith(STATUS.not_found);
        return (
          <Main>
            <NotHere />
          </Main>
        );
      }
      answerWith(STATUS[told(error).code]);
      return (
        <Main>
          <StorageAway />
        </Main>
      );
    }
  };
}
