/** Every limit of Banter, once: its unit in the name, its reason beside it. Shared by server and browser. */

export const USERNAME_MAX_CHARS = 32; // one line of the room list
export const NAME_CLAIM_SECONDS = 30; // longer than the few commands that take a name, each of 3 s at most
export const PASSWORD_MIN_CHARS = 8; // OWASP ASVS 5.0, 6.2.1
export const PASSWORD_MAX_BYTES = 72; // bcrypt ignores what follows, so longer ones are refused, not cut
export const ROOM_NAME_MAX_CHARS = 60; // one line of the header on a tablet

export const MESSAGE_MAX_CHARS = 4_000; // two printed pages
export const MESSAGE_MAX_BYTES = 16 * 1024; // 4,000 characters of four bytes each
export const MEMBER_MAX_CHARS = 64 * 1024; // a larger member of a sorted set is not a message of anybody's
export const BODY_MAX_BYTES = 64 * 1024; // the longest message, with every character escaped, fits
export const FORM_MAX_BYTES = 1024 * 1024; // what Next reads of one: far more than a message, so that what is too long is given back
export const FRAME_MAX_BYTES = BODY_MAX_BYTES;

export const PAGE_SIZE = 50; // two screens
export const PAGE_MAX = 100;
export const USERS_MAX = 100; // people in one answer
export const NOBODIES_MAX = 5_000; // ids in a row that are nobody's: a registration that fails leaves one; more is a wrong counter
export const INVITE_MAX = 100; // people in one invitation
export const SYNC_MAX_ROOMS = 500; // rooms in one sync
export const SYNC_MAX_MESSAGES = 200; // a longer gap of one room is a reset: the newest page is sooner read
export const SYNC_MAX_BYTES = 128 * 1024; // of one answer: a line of 16 KB a second brings it before it is asked for again
export const SESSIONS_MAX = 50; // sessions of one person; the oldest goes first
export const BLOCKS_MAX = 1_000; // people whom one person has blocked: a list that a page can show
export const SOCKETS_PER_SESSION_MAX = 50; // tabs of one browser

export const SESSION_SECONDS = 14 * 24 * 60 * 60; // two weeks, as iron-session's own default
export const SESSION_IDLE_SECONDS = 7 * 24 * 60 * 60; // a week without a request or a connection
export const SESSION_SEEN_EVERY_SECONDS = 60; // "last seen" need not be finer
export const SEALS_KNOWN_MAX = 10_000; // cookies of which an instance knows what they say: 4 MB
export const HSTS_SECONDS = 365 * 24 * 60 * 60; // OWASP ASVS 5.0, 3.4.1: a year

export const DEDUPE_NEWEST = 1_000; // messages searched for a repeated id when no cursor is given
export const LATEST_SCORE = 4_102_444_800; // 2100-01-01: a score from here on is not a time
export const LATE_SECONDS = 120; // how far behind a sibling may write: its client's clock is late by so much
export const LATE_MAX_MEMBERS = 1_000; // looked through for them, of one room: 8 a second in that time
export const AHEAD_SECONDS = 5; // as append.lua: a score further in the future is not followed

export const HASH_QUEUE_MAX = 32; // about 2.5 s of bcrypt on one thread: longer is better refused
export const HANDSHAKES_PER_SECOND = 200; // on one instance: Redis is asked for each; more comes back in a wave
export const PRESENCE_GRACE_MS = 3_000; // a reload takes less, so nobody flickers
export const PRESENCE_BEAT_MS = 10_000;
export const PRESENCE_LEASE_MS = 30_000; // three beats: a killed process is noticed within 40 s
export const PRESENCE_AT_ONCE = 2_000; // people in one script: 15 ms of Redis
export const BRIDGE_BEAT_MS = 1_500;
export const BRIDGE_LEASE_MS = 5_000; // three beats: a killed bridge is replaced within 6.5 s
export const PRESENCE_GATHER_MS = 250; // changes that come together go out together
export const PRESENCE_GATHER_MS_PER_PERSON = 0.25; // of those here: with 8,000, every 2 s; so many frames a second, whoever comes

export const TYPING_SHOWN_MS = 5_000; // a client repeats "typing" every 3 s while it is true
export const MEMORY_HIGH_RATIO = 0.8; // of the maxmemory of Redis: time is left to act
export const MEMORY_WATCHED_EVERY_MS = 30_000; // as often as one line of its kind is logged

export const ROOM_TRIM_EVERY = 100; // messages of a room on one instance: trimming costs a command, and may wait
export const ROOM_TRIM_AT_ONCE = 1_000; // messages taken off in one script: under a millisecond of Redis

export const PAGES_PROCESS_MIN_BYTES = 1000 * 1024 * 1024; // two processes of Next, 150 to 250 MiB each, and people beside

export const KEEP_ALIVE_MS = 125_000; // longer than a proxy's: Heroku's router 90 s, Caddy 120 s; who closes last loses no request
export const DRAIN_MAX_MS = 20_000; // Heroku kills after 30 s; a second deploy step needs its share
export const CONSUMER_MAX_BYTES = 1024 * 1024; // a client that reads slower is cut; it comes back and syncs

export const SIGN_INS_PER_MINUTE = 30; // attempts for one name from one address: a person forgets, a program guesses
export const SIGN_INS_PER_MINUTE_AND_ADDRESS = 300; // a school behind one address
export const REGISTRATIONS_PER_HOUR = 200; // from one address
export const DATA_COPIES_PER_HOUR = 10; // of one person: each reads the whole history of all their rooms
export const DATA_PAGE = 500; // messages read at once for such a copy: 2 ms of Redis
export const MESSAGES_PER_10_SECONDS = 100; // of one person on one instance: faster than anybody types
export const WRONG_PASSWORDS_PER_HOUR = 100; // for one name, from all addresses together: more than its owner mistypes
export const KNOWN_ADDRESS_SECONDS = 30 * 24 * 60 * 60; // there the limit above does not hold: nobody locks others out
export const HANDSHAKES_PER_MINUTE = 1_000; // sockets and streams from one address on one instance: a school that reconnects
export const SOCKETS_PER_PERSON_MAX = 200; // on one instance: four browsers full of tabs
export const EVENTS_AT_ONCE = 200; // of one socket: more than a page asks when it comes back
export const EVENTS_PER_SECOND = 40; // of one socket, in the long run
export const SYNC_ROOMS_PER_EVENT = 25; // so many rooms of a sync cost as much as one event
export const SESSION_CHECK_EVERY_MS = 4 * 60 * 1000; // of those connected; OWASP's WebSocket sheet says 30 min, this design 5
