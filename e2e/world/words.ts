/** Who is in the pictures, and what they have said. A line: day and time in April 2026 (UTC), who, and the words. */

/** In the order of their ids, from 1. The first four are the demo people. */
export const PEOPLE = ["Pablo", "Joe", "Mary", "Alex", "Noor", "Ana", "Tomás", "Yuki"] as const;
export type Name = (typeof PEOPLE)[number];

/** Whose screen it is. */
export const ME: Name = "Mary";
export const HERE: Name[] = ["Pablo", "Joe", "Alex", "Noor", "Yuki"];
export const AWAY: Name[] = ["Ana", "Tomás"];

export interface WorldRoom {
  id: string;
  name?: string;
  kind: "open" | "closed" | "direct";
  by: Name;
  members: Name[];
  /** How many of the newest I have not read. */
  unread?: number;
  words: string;
}

const ALL: Name[] = [...PEOPLE];

const GENERAL = `
22 09:00 Alex  Good morning. What is unread stands on top from today.
22 09:04 Joe  I have nothing unread. Where do I look?
22 09:05 Mary  Outside.
23 10:21 Ana  The lift is stuck again.
23 10:24 Tomás  I know. I am in it.
23 10:38 Pablo  There is soup in the kitchen. It set out to be bread.
`;

const DESIGN = `
21 16:52 Pablo  Deleted the shadows on Friday. Not one letter of complaint.
21 16:58 Joe  👏
23 09:14 Alex  I watched four people send their first message yesterday. Three of them read nothing and were right every time. The fourth read everything, and then asked where the settings were. I have put them where she looked, and nobody has found them since.
23 09:20 Mary  Then they are safe there.
23 09:21 Mary  What can be found gets changed.
23 10:41 Noor  Checked every pair again: https://design.example.org/contrast. The last to pass was \`ink-3\`.
`;

const HIRING = `
22 14:10 Alex  The second talk is on Monday at eleven.
22 14:12 Ana  Her questions were better than ours.
22 14:15 Mary  Then she asks the next ones, too.
`;

const KITCHEN = `
22 08:31 Joe  Somebody has labelled the milk “not yours”.
22 08:33 Pablo  Is it wrong?
22 08:34 Joe  It is the only label in there that is true of everybody.
22 08:50 Yuki  The kettle says 104 degrees.
22 08:52 Alex  It is proud of itself. Let it.
22 12:10 Ana  I order lunch at half past. Say what you want, not how you feel.
22 12:11 Tomás  Noodles.
22 12:12 Noor  Noodles, but warmer than last time.
22 12:13 Alex  Whatever comes with a lid.
22 12:14 Pablo  I brought my own. I regret it already.
22 12:41 Ana  It is here. It is all noodles.
22 12:42 Tomás  Democracy.
22 15:05 Yuki  The plant by the window has a new leaf.
22 15:06 Mary  That plant is plastic.
22 15:07 Yuki  Then I have a second question.
23 08:12 Noor  Who can lend me a bicycle pump?
23 08:13 Joe  What for?
23 08:14 Noor  Guess once.
23 08:20 Pablo  Mine is under my desk. Behind the other one, which is broken.
23 08:21 Noor  Why do you keep the broken one?
23 08:22 Pablo  To know which is which.
23 09:30 Alex  The coffee machine asks to be descaled.
23 09:31 Tomás  It asked on Monday, too.
23 09:32 Alex  Now it asks in capitals.
23 10:02 Ana  Cake for Yuki in ten minutes. She does not know.
23 10:03 Yuki  She reads this room.
23 10:04 Ana  There is no cake.
23 10:12 Yuki  There is cake.
23 10:13 Joe  Act surprised, please. They have practised.
`;

const SUPPORT = `
22 11:20 Joe  A customer asks whether we store passwords in plain text.
22 11:21 Alex  No.
22 11:22 Joe  She asks whether we could, she has forgotten hers.
`;

const NOOR = `
22 17:40 Mary  The new icons are in. Be honest.
22 17:44 Noor  The pencil looks like a knife. I like it.
23 10:43 Noor  Do you have five minutes before standup?
23 10:44 Noor  It is about the knife.
`;

const NOTES = [
  "the boring fixes first",
  "one button fewer",
  "nothing to see, which was the bug",
  "faster where nobody looked",
  "the comma is back",
  "works on the old tablet in the kitchen",
  "a longer list of shorter things",
  "undoes the one before",
  "undoes the undoing, this time with a test",
  "the same, but on purpose",
];

/** Sixty releases, three a day from the third of April on: more than one page. */
const RELEASES = Array.from({ length: 60 }, (_, index) => {
  const day = String(3 + Math.floor(index / 3)).padStart(2, "0");
  const version = `${1 + Math.floor(index / 20)}.${index % 20}`;
  return `${day} ${["09:58", "13:05", "17:40"][index % 3]} Yuki  ${version} is out: ${NOTES[index % NOTES.length]}.`;
}).join("\n");

const named = (id: string, name: string, by: Name, more: Partial<WorldRoom> = {}): WorldRoom => {
  return { id, name, kind: "open", by, members: ALL, words: "", ...more };
};

const direct = (other: Name, words: string, unread = 0): WorldRoom => {
  const ids = [ME, other].map((name) => PEOPLE.indexOf(name) + 1).sort((a, b) => a - b);
  return { id: ids.join(":"), kind: "direct", by: ME, members: [ME, other], unread, words };
};

export const ROOMS: WorldRoom[] = [
  named("0", "General", "Pablo", { unread: 3, words: GENERAL }),
  named("1", "Design", "Pablo", { unread: 1, words: DESIGN }),
  named("2", "Hiring", "Mary", { kind: "closed", members: ["Mary", "Alex", "Ana"], words: HIRING }),
  named("3", "Kitchen table", "Mary", { words: KITCHEN }),
  named("4", "Reading club", "Joe", { members: ["Pablo", "Joe", "Mary", "Ana"] }),
  named("5", "Release notes", "Yuki", { unread: 14, words: RELEASES }),
  named("6", "Support", "Joe", { members: ["Joe", "Mary", "Alex"], words: SUPPORT }),
  named("7", "Lost and found", "Tomás", { members: ["Tomás", "Noor", "Ana", "Yuki"] }),
  named("8", "Running", "Noor", { members: ["Noor"] }),
  direct("Noor", NOOR, 2),
  direct("Pablo", "23 10:11 Pablo  I need one chair less.\n23 10:12 Mary  Fine. Not this one."),
  direct("Joe", "23 09:41 Joe  The long cable is yours until Friday."),
  direct("Alex", "23 09:22 Mary  Read it. Thank you."),
  direct("Ana", "21 18:20 Ana  Does Thursday suit you?"),
  direct("Tomás", "20 11:05 Tomás  Thanks for the map."),
];
