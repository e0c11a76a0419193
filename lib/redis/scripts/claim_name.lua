-- Gives a name to a user: the first one to ask has it.
--
-- KEYS[1]  username:{name}
-- ARGV[1]  user:{id}
--
-- Reply    1 it is theirs · 0 somebody has it already
if redis.call("EXISTS", KEYS[1]) == 1 then
  return 0
end
redis.call("SET", KEYS[1], ARGV[1])
return 1
