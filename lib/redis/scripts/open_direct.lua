-- Opens the direct room of two people: the same one, whoever of the two asks, however often.
--
-- KEYS[1]  {room:a:b}:info
-- KEYS[2]  {room:a:b}:members
-- ARGV[1]  a      ARGV[2]  b      ARGV[3]  who asks      ARGV[4]  unix seconds
--
-- Reply    1 opened now · 0 it was open
redis.call("SADD", KEYS[2], ARGV[1], ARGV[2])
if redis.call("HSETNX", KEYS[1], "kind", "direct") == 0 then
  return 0
end
redis.call("HSET", KEYS[1], "by", ARGV[3], "at", ARGV[4])
return 1
