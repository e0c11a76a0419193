-- Raises a counter to at least a value: ids that are taken, here or there, are not given again.
--
-- KEYS[1]  total_users or total_rooms
-- ARGV[1]  the value; what is no number is not followed
--
-- Reply    1 raised · 0 it was there or further
local now = tonumber(redis.call("GET", KEYS[1]) or "")
local wanted = tonumber(ARGV[1])
if not wanted or (now and now >= wanted) then
  return 0
end
redis.call("SET", KEYS[1], ARGV[1])
return 1
