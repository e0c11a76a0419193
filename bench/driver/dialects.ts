/** How each of the compared servers is spoken to, over a WebSocket. */

/** A message as it is sent, or as it is heard. */
export interface Words {
  roomId: string;
  text: string;
}

export interface Outgoing extends Words {
  from: string;
  /** The last cursor that its author holds, as Banter's own client says it. */
  after: string | null;
}

export interface Dialect {
  path(who: { userId: string; roomId: string }): string;
  /** Does Socket.IO's handshake come before the first message? */
  greets: boolean;
  /** Is each message answered? Then its author waits for that before the next, as Banter's client does. */
  answers: boolean;
  /** How a frame with messages begins; others are not read. */
  begins: string;
  read(text: string): { words: Words[]; cursor: string | null };
  write(message: Outgoing): string;
}

const SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";

interface Heard {
  roomId: string;
  message: string;
  cursor: string;
}

const wordsOf = ({ roomId, message }: Heard): Words => ({ roomId, text: message });

const banter: Dialect = {
  path: () => SOCKET_IO,
  greets: true,
  answers: true,
  begins: '42["messages",',
  read: (text) => {
    const [, messages] = JSON.parse(text.slice(2)) as [string, Heard[]];
    return { words: messages.map(wordsOf), cursor: messages.at(-1)?.cursor ?? null };
  },
  write: ({ roomId, text, after }) =>
    `420["message",${JSON.stringify({ id: crypto.randomUUID(), roomId, message: text, after })}]`,
};

/** The demo's, and that of a server which does the least with Socket.IO: one event a message. */
const plain: Dialect = {
  path: ({ userId, roomId }) => `${SOCKET_IO}&user=${userId}&rooms=${roomId}`,
  greets: true,
  answers: false,
  begins: '42["message",',
  read: (text) => ({ words: [wordsOf((JSON.parse(text.slice(2)) as [string, Heard])[1])], cursor: null }),
  write: ({ from, roomId, text }) =>
    `42["message",${JSON.stringify({ from, date: Math.floor(Date.now() / 1000), message: text, roomId })}]`,
};

const bare: Dialect = {
  path: ({ roomId }) => `/?rooms=${roomId}`,
  greets: false,
  answers: false,
  begins: "{",
  read: (text) => ({ words: [wordsOf(JSON.parse(text) as Heard)], cursor: null }),
  write: ({ from, roomId, text }) => JSON.stringify({ from, date: 0, message: text, roomId }),
};

export const DIALECTS = { banter, plain, bare };
export type DialectName = keyof typeof DIALECTS;
