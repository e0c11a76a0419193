-- Changes a password, and ends all sessions but a new one, in one step: none that began by the old one is left. Each is
-- told in the same step: "quiet" to that of the browser that asked.
--
-- KEYS[1]  user:{id}      KEYS[2]  {user:id}:sessions      KEYS[3]  {user:id}:seen
-- ARGV[1]  the hash that the current password was found to fit      ARGV[2]  the new hash
-- ARGV[3]  id of the new session      ARGV[4]  what is stored of it
-- ARGV[5]  unix seconds               ARGV[6]  its life in seconds
-- ARGV[7]  channel                    ARGV[8]  id of the person      ARGV[9]  the session that asked
--
-- Reply    1 changed · 0 it was changed meanwhile
if redis.call("HGET", KEYS[1], "password") ~= ARGV[1] then
  return 0
end
redis.call("HSET", KEYS[1], "password", ARGV[2])
local ended = redis.call("HKEYS", KEYS[2])
redis.call("DEL", KEYS[2], KEYS[3])
redis.call("HSET", KEYS[2], ARGV[3], ARGV[4])
redis.call("HSET", KEYS[3], ARGV[3], ARGV[5])
redis.call("EXPIRE", KEYS[2], ARGV[6])
redis.call("EXPIRE", KEYS[3], ARGV[6])
for _, session in ipairs(ended) do
  local event = { type = "session.ended", userId = ARGV[8], sessionId = session, quiet = session == ARGV[9] }
  redis.call("PUBLISH", ARGV[7], cjson.encode(event))
end
return 1
