/** Every Redis key and channel, spelled once. The first group belongs to the sibling servers too: never change it. */
export const keys = {
  totalUsers: "total_users",
  username: (name: string) => `username:${name}`,
  user: (userId: string) => `user:${userId}`,
  userRooms: (userId: string) => `user:${userId}:rooms`,
  room: (roomId: string) => `room:${roomId}`,
  roomName: (roomId: string) => `room:${roomId}:name`,
  onlineUsers: "online_users",

  totalRooms: "total_rooms",
  openRooms: "open_rooms", // set of room ids: the directory
  roomInfo: (roomId: string) => `{room:${roomId}}:info`, // hash: kind, by, at
  roomMembers: (roomId: string) => `{room:${roomId}}:members`, // set of user ids; user:{id}:rooms decides
  roomBlocks: (roomId: string) => `{room:${roomId}}:blocks`, // set of user ids: who of the two of a direct room takes no messages in it
  reads: (userId: string) => `{user:${userId}}:read`, // hash: room id -> cursor; `5!`: room 5 was marked unread by hand
  lastRoom: (userId: string) => `{user:${userId}}:last`, // string: room id
  sessions: (userId: string) => `{user:${userId}}:sessions`, // hash: session id -> JSON
  sessionsSeen: (userId: string) => `{user:${userId}}:seen`, // hash: session id -> unix seconds
  blocks: (userId: string) => `{user:${userId}}:blocks`, // set of user ids: whom this person has blocked
  nameClaim: (likeness: string) => `{name:${likeness}}:claim`, // string with an expiry: which user is just taking such a name
  rate: (limiter: string) => `banter:rate:${limiter}`, // string with an expiry, per name or address: a count
  bridge: "banter:bridge", // string with an expiry: which instance passes on what siblings say
  seeding: "banter:seeding", // string with an expiry: which instance is writing the demo data
  deletions: "banter:deletions", // set of user ids: accounts whose deletion has begun and is not complete
  instances: "{online_users}:inst", // sorted set: server id -> lease end, Redis clock, milliseconds
  onlineBy: (serverId: string) => `{online_users}:by:${serverId}`, // set of user ids with a tab there
} as const;

export const channels = {
  /** The family's: forwarded by siblings to every browser, so nothing of ours alone goes here. */
  messages: "MESSAGES",
  /** Ours: typing, read marks, membership, ended sessions, blocks, deleted accounts. */
  banter: "banter:events",
  /** Ours, with `RELAY=rooms`: the messages of a room, who types in it, and that a sibling wrote there. */
  room: (roomId: string) => `{room:${roomId}}:live`,
  /** Ours, with `RELAY=rooms`: nothing is said here. */
  kept: "banter:kept",
} as const;

/** The id in a key, by how such a key is spelled: `idIn(keys.userRooms, "user:5:rooms")` is "5". Null: another key. */
export function idIn(spell: (id: string) => string, key: string): string | null {
  const [before = "", after = ""] = spell(" ").split(" ");
  const fits = key.length >= before.length + after.length && key.startsWith(before) && key.endsWith(after);
  return fits ? key.slice(before.length, key.length - after.length) : null;
}

/** What a key is to a backup: to be kept, a session, true for a moment only, or not of this family. */
export function kindOfKey(key: string): "kept" | "session" | "passing" | "foreign" {
  if (PASSING.test(key)) return "passing";
  if (SESSION.test(key)) return "session";
  return KEPT.test(key) ? "kept" : "foreign";
}

const PASSING = /^(online_users$|\{online_users\}:|banter:rate:|banter:(seeding|bridge)$)/;
const SESSION = /^\{user:\d+\}:(sessions|seen)$/;
const KEPT =
  /^((total_users|total_rooms|open_rooms)$|username:|user:\d+(:rooms)?$|room:\d+(:\d+)?(:name)?$|\{(user|room):[\d:]+\}:|banter:)/;
