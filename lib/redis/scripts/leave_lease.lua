-- Gives back what one holds at a time.
--
-- KEYS[1]  string: who holds it      ARGV[1]  who asks
--
-- Reply    1 given back · 0 another one holds it, or nobody
if redis.call("GET", KEYS[1]) ~= ARGV[1] then
  return 0
end
return redis.call("DEL", KEYS[1])
