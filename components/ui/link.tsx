import type { AnchorHTMLAttributes } from "react";

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
  /** Does the page begin at its top? Else it stays as far down as one is. */
  scroll?: boolean;
}

/**
 * A link to another page of Banter. `FollowLinks` goes there without loading everything anew; before the script has
 * come, the browser goes. No component of the browser: there are many, and each would cost server and page.
 */
export const Link = ({ scroll = true, ...link }: Props) => <a data-go={scroll ? "" : "stay"} {...link} />;
