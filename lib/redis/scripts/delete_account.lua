-- Makes an account nobody's, in one step: no sign-in, no session, no marks. The id stays, under a name that says so.
-- The end of each session is told in the same step: "quiet" to that of the browser that asked.
--
-- KEYS[1]  user:{id}      KEYS[2]  {user:id}:sessions
-- KEYS[3…] what else of this person lies in the same slot
-- ARGV[1]  the hash that the password was found to fit      ARGV[2]  the name that says so
-- ARGV[3]  a hash that no password fits                     ARGV[4]  unix seconds
-- ARGV[5]  channel      ARGV[6]  id of the person           ARGV[7]  the session that asked
--
-- Reply    1 deleted · 0 the password was changed meanwhile
if redis.call("HGET", KEYS[1], "password") ~= ARGV[1] then
  return 0
end
local ended = redis.call("HKEYS", KEYS[2])
redis.call("HSET", KEYS[1], "username", ARGV[2], "password", ARGV[3], "deleted", ARGV[4])
redis.call("DEL", unpack(KEYS, 2))
for _, session in ipairs(ended) do
  local event = { type = "session.ended", userId = ARGV[6], sessionId = session, quiet = session == ARGV[7] }
  redis.call("PUBLISH", ARGV[5], cjson.encode(event))
end
return 1
