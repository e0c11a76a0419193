-- Tells those who listen to a room: sharded where Redis can (7.0), as they do.
--
-- KEYS[1]  {room:id}:live, its channel, so that the call goes to the node of the room
-- ARGV[1]  what to publish
--
-- Reply    how many heard it, on this node
local told = redis.pcall("SPUBLISH", KEYS[1], ARGV[1])
return type(told) == "number" and told or redis.call("PUBLISH", KEYS[1], ARGV[1])
