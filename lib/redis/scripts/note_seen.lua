-- Notes when a session was last seen; of one that has ended, nothing: it would be kept for ever.
--
-- KEYS[1]  {user:id}:sessions      KEYS[2]  {user:id}:seen
-- ARGV[1]  the session             ARGV[2]  unix seconds      ARGV[3]  how long that is kept, in seconds
--
-- Reply    1 noted · 0 there is no such session
if redis.call("HEXISTS", KEYS[1], ARGV[1]) == 0 then
  return 0
end
redis.call("HSET", KEYS[2], ARGV[1], ARGV[2])
redis.call("EXPIRE", KEYS[2], ARGV[3])
return 1
