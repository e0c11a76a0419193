-- Takes what one holds at a time, if nobody holds it, or holds it longer. It falls free by itself.
--
-- KEYS[1]  string: who holds it
-- ARGV[1]  who asks      ARGV[2]  for how many milliseconds
--
-- Reply    1 held · 0 another one holds it
local holder = redis.call("GET", KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call("SET", KEYS[1], ARGV[1], "PX", ARGV[2])
return 1
