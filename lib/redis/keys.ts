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
  reads: (userId: string) => `{user:${userId}}:read`, // hash: room id -> cursor; `5!`: room 5 was marked unread by hand
  lastRoom: (userId: string) => `{user:${userId}}:last`, // string: room id
  sessions: (userId: string) => `{user:${userId}}:sessions`, // hash: session id -> JSON
  sessionsSeen: (userId: string) => `{user:${userId}}:seen`, // hash: session id -> unix seconds
  nameClaim: (likeness: string) => `{name:${likeness}}:claim`, // string with an expiry: which user is just taking such a name
  rate: (limiter: string) => `banter:rate:${limiter}`, // string with an expiry, per name or address: a count
  seeding: "banter:seeding", // string with an expiry: which instance is writing the demo data
  instances: "{online_users}:inst", // sorted set: server id -> lease end, Redis clock, milliseconds
  onlineBy: (serverId: string) => `{online_users}:by:${serverId}`, // set of user ids with a tab there
} as const;

export const channels = {
  /** The family's: forwarded by siblings to every browser, so nothing of ours alone goes here. */
  messages: "MESSAGES",
  /** Ours: typing, read marks, membership, ended sessions. */
  banter: "banter:events",
} as const;
