// @ts-check
/** What a link to Banter looks like where it is shared: the sign-in page's two halves, without the form. */

export const CARD = { width: 1200, height: 630 };

/** By the number of their colour in app/tokens.css. */
const SAID = [
  { name: "Pablo", colour: 7, time: "09:12", text: "Good morning, everyone." },
  { name: "Joe", colour: 2, time: "09:14", text: "I have fewer unread messages." },
  { name: "Mary", colour: 9, time: "09:14", text: "They are all unread, Joe." },
];

/** @param {{ tokens: string, wordmark: string }} drawn `tokens`: app/tokens.css; `wordmark`: an SVG */
export const shareCard = ({ tokens, wordmark }) => `<!doctype html>
<html lang="en"><style>${tokens}${STYLE}</style>
<main>${wordmark}<h1>Talk to your team,<br>then get on with it.</h1></main>
<aside>${SAID.map(message).join("")}</aside>
</html>`;

/** @param {typeof SAID[number]} said */
const message = ({ name, colour, time, text }) => `<article>
<span style="background:var(--avatar-${colour});color:var(--avatar-${colour}-ink)">${name[0]}</span>
<div><b>${name}</b><time>${time}</time><p>${text}</p></div></article>`;

const STYLE = `
:root { color-scheme: light; }
* { margin: 0; box-sizing: border-box; }
body {
  display: grid; grid-template-columns: 620px 1fr; height: 100vh;
  background: var(--page); color: var(--ink); font: 26px/37px var(--font); letter-spacing: -0.003em;
}
main, aside { display: grid; align-content: center; }
main { gap: 56px; padding-left: 80px; }
main svg { height: 92px; }
h1 { font-size: 52px; line-height: 64px; font-weight: 600; letter-spacing: -0.02em; }
aside { gap: 44px; padding-left: 56px; background: var(--side); border-left: 2px solid var(--line); }
article { display: grid; grid-template-columns: 62px 1fr; gap: 21px; }
article span {
  display: grid; place-items: center; height: 62px; margin-top: 7px; padding-top: 2px;
  border-radius: 50% 50% 50% 18%; font-size: 24px; font-weight: 600;
}
b { font-weight: 600; }
time { margin-left: 14px; color: var(--ink-3); font-size: 21px; font-variant-numeric: tabular-nums; }
`;
