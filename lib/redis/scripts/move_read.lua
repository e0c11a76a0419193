-- Moves a read mark forwards. Never backwards: two tabs report in any order. What was marked unread is read then.
--
-- KEYS[1]  {user:7}:read
-- ARGV[1]  id of the room      ARGV[2]  cursor
--
-- Reply    1 moved · 0 it was there or further
local mark = redis.call("HGET", KEYS[1], ARGV[1])
if mark and tonumber(mark) and tonumber(mark) >= tonumber(ARGV[2]) then
  return 0
end
redis.call("HSET", KEYS[1], ARGV[1], ARGV[2])
redis.call("HDEL", KEYS[1], ARGV[1] .. "!")
return 1
