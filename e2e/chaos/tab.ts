/** A tab: the browser's own code on a real socket, with a person in front of it. */
import { setTimeout as pause } from "node:timers/promises";
import type { Chat } from "../../lib/client/chat";
import type { ChatSocket } from "../../lib/client/socket";
import { GENERAL, type Page as History, type Room, type RoomId } from "../../lib/events";
import { PAGE_SIZE } from "../../lib/limits";
import type { ClientCode, LoadClient } from "./client";
import { noteHeard } from "./heard";
import type { Recorder } from "./history";
import { noteOutbox } from "./noted-outbox";
import { createPage, type TabPage } from "./page";
import type { Person } from "./person";
import type { Way } from "./proxy";
import { type Screen, watch } from "./screen";
import { connect, noteAnswer } from "./wire";

export interface TabParts {
  name: string;
  person: Person;
  /** The way from here to the instances. */
  front: Way;
  loadClient: LoadClient;
  recorder: Recorder;
}

interface Loaded {
  page: TabPage;
  code: ClientCode;
  chat: Chat;
  screen: Screen;
}

const AGAIN_AFTER_MS = 300;

export type Tab = ReturnType<typeof createTab>;

export function createTab(parts: TabParts) {
  const { name, person, front, loadClient, recorder } = parts;
  const url = `http://127.0.0.1:${front.port}`;
  const socket: { now?: ChatSocket } = {};
  let loaded: Loaded | null = null;
  let views = 0;
  let isEnded = false;

  /** As one reloads until the page stands; where the room is not to be seen any more, General. */
  async function load(roomId: RoomId = GENERAL): Promise<void> {
    for (let wanted = roomId; !isEnded; wanted = GENERAL) {
      const heard = (answer: unknown, asked: number) =>
        noteHeard(recorder, { by: person.id, ear: name, asked }, answer);
      const page = createPage({ url, person, heard });
      const code = loadClient(page);
      const rooms = await code.api.getRooms().catch(() => null);
      const history = rooms && (await code.api.getPage(wanted, { limit: PAGE_SIZE }).catch(() => null));
      if (history) return begin({ page, code }, { rooms, roomId: wanted, history });
      page.isAlive = false;
      await pause(AGAIN_AFTER_MS);
    }
  }

  function begin(
    { page, code }: Pick<Loaded, "page" | "code">,
    { rooms, roomId, history }: { rooms: Room[]; roomId: RoomId; history: History },
  ): void {
    if (isEnded) return;
    person.browser.add(page);
    const me = { id: person.id, username: person.username, online: true };
    const postMessage: typeof code.api.postMessage = (room, outgoing) =>
      noteAnswer({ page, recorder }, outgoing.id, code.api.postMessage(room, outgoing));
    const chat = new code.Chat(me, rooms, {
      api: { ...code.api, postMessage },
      storage: person.browser.storageFor(page),
      alone: person.browser.aloneFor(page),
      load: async () => {
        socket.now = connect({ url, name, person, page, recorder }, code);
        return socket.now;
      },
      isVisible: () => true,
      isOnline: () => front.weather !== "refuse",
      onEnded: () => page.isAlive && recorder.note({ type: "fell", what: `${name} was signed out without a cause` }),
    });
    loaded = { page, code, chat, screen: show({ page, code, chat }, roomId, history) };
    noteOutbox({ name, chat, page, recorder });
    chat.start();
  }

  function show(shown: Omit<Loaded, "screen">, roomId: RoomId, history: History): Screen {
    const view = `${name}/${++views}`;
    recorder.note({ type: "opened", view, tab: name, by: person.id, roomId });
    return watch({ view, timeline: new shown.code.Timeline(roomId, history), recorder, ...shown });
  }

  /** Goes to a room. If its page cannot be loaded, one stays where one was. */
  async function open(roomId: RoomId): Promise<void> {
    const now = loaded;
    const history = await now?.code.api.getPage(roomId, { limit: PAGE_SIZE }).catch(() => null);
    if (!now || !history || now !== loaded) return;
    now.screen.close();
    now.screen = show(now, roomId, history);
  }

  function send(roomId: RoomId, text: string): void {
    if (!loaded) return;
    const { outbox } = loaded.chat;
    const before = new Set(outbox.state.get().map(({ id }) => id));
    loaded.chat.send(roomId, text);
    const added = outbox.state.get().find(({ id }) => !before.has(id));
    if (added) recorder.note({ type: "written", id: added.id, by: person.id, tab: name, roomId, text: added.text });
  }

  /** Without a farewell: as when the machine has lost its power. */
  function crash(): void {
    if (!loaded) return;
    front.cut();
    person.browser.remove(loaded.page);
    socket.now?.removeAllListeners().disconnect();
    loaded = null;
  }

  return {
    name,
    person,
    front,
    load,
    open,
    send,
    crash,
    tell: (event: "online" | "offline") => loaded?.page.window.dispatchEvent(new Event(event)),
    chat: () => loaded?.chat ?? null,
    screen: () => loaded?.screen ?? null,
    end: async () => {
      isEnded = true;
      crash();
      await front.close();
    },
  };
}
