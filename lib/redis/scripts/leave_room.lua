-- Takes a person off the list of a named room: by themselves, or by the room's creator.
--
-- KEYS[1]  {room:N}:info
-- KEYS[2]  {room:N}:members
-- ARGV[1]  who goes      ARGV[2]  who asks
--
-- Reply    1 gone · 0 was not in · -1 may not be removed by this person
if ARGV[1] ~= ARGV[2] and redis.call("HGET", KEYS[1], "by") ~= ARGV[2] then
  return -1
end
return redis.call("SREM", KEYS[2], ARGV[1])
