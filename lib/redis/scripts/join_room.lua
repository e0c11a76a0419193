-- Enters people into the list of a named room: by themselves where it is open, by an invitation where it is closed.
--
-- KEYS[1]  {room:N}:info
-- KEYS[2]  {room:N}:members
-- ARGV[1]  "open": only if the room is open · "any": on invitation
-- ARGV[2…] the ids
--
-- Reply    1 entered · 0 there is no such room, or it is not open
local kind = redis.call("HGET", KEYS[1], "kind")
if not kind or kind == "direct" or (ARGV[1] == "open" and kind ~= "open") then
  return 0
end
redis.call("SADD", KEYS[2], unpack(ARGV, 2))
return 1
