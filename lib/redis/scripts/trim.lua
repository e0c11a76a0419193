-- Takes the oldest messages off a room that has more than it may keep. In one step, so that two who trim at once do not
-- take what is to stay.
--
-- KEYS[1]  room:{id}, the sorted set
-- ARGV[1]  how many of the newest stay
-- ARGV[2]  how many to take off at most, so that others do not wait
--
-- Reply    {taken off, still too many}
local excess = redis.call("ZCARD", KEYS[1]) - ARGV[1]
local taken = math.min(excess, tonumber(ARGV[2]))
if taken <= 0 then
  return { 0, 0 }
end
redis.call("ZREMRANGEBYRANK", KEYS[1], 0, taken - 1)
return { taken, excess - taken }
