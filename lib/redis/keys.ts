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
  rate: (limiter: string) => `banter:rate:${limiter}`, // string with an expiry, per name or address: a count
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
} as const;
