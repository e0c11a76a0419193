const FROM_RIGHT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Samaritan}\p{Script=Mandaic}]/u;

/** How a text runs: as its first letter does, which is what `dir="auto"` finds where there is an element to look into. */
export const directionOf = (text: string): "ltr" | "rtl" =>
  FROM_RIGHT.test(/\p{L}/u.exec(text)?.[0] ?? "") ? "rtl" : "ltr";

/** A text that keeps its direction to itself within another, where no element can be put around it. */
export const isolated = (text: string): string => (FROM_RIGHT.test(text) ? `\u2068${text}\u2069` : text);
