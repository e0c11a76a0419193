-- Creates a named room with its first members. An id is used once.
--
-- KEYS[1]  {room:N}:info
-- KEYS[2]  {room:N}:members
-- ARGV[1]  kind, "open" or "closed"      ARGV[2]  its creator      ARGV[3]  unix seconds
-- ARGV[4…] the ids of its members, the creator among them
--
-- Reply    1 created · 0 the id is taken
if redis.call("HSETNX", KEYS[1], "kind", ARGV[1]) == 0 then
  return 0
end
redis.call("HSET", KEYS[1], "by", ARGV[2], "at", ARGV[3])
redis.call("SADD", KEYS[2], unpack(ARGV, 4))
return 1
