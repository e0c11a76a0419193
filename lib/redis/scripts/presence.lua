-- Who is online, by lease: each instance renews its own; whoever comes next takes a dead one's people off.
--
-- KEYS[1]  online_users                       set, shared with the siblings
-- KEYS[2]  {online_users}:inst                sorted set: instance -> end of its lease, milliseconds
-- KEYS[3]  {online_users}:by:{instance}       set: people with a tab on this instance
-- ARGV[1]  this instance
-- ARGV[2]  lease, milliseconds
-- ARGV[3]  what KEYS[3] begins with; the sets of other instances lie in the same slot
-- ARGV[4]  "arrive" and "depart" change this instance's people, "beat" replaces them by all who are here now
--          (what a sibling took away comes back), "bye" ends the lease
-- ARGV[5…] ids
--
-- Reply    {ids that came online, ids that went offline}: real changes of online_users only
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local what = ARGV[4]

if what == "bye" then
  redis.call("ZREM", KEYS[2], ARGV[1])
else
  redis.call("ZADD", KEYS[2], string.format("%d", now + ARGV[2]), ARGV[1])
end

local perhaps = {}
local function left(ids)
  for _, id in ipairs(ids) do
    perhaps[#perhaps + 1] = id
  end
end

for _, dead in ipairs(redis.call("ZRANGEBYSCORE", KEYS[2], "-inf", now)) do
  left(redis.call("SMEMBERS", ARGV[3] .. dead))
  redis.call("DEL", ARGV[3] .. dead)
  redis.call("ZREM", KEYS[2], dead)
end

local came = {}
local function here(from)
  for i = from, #ARGV do
    redis.call("SADD", KEYS[3], ARGV[i])
    if redis.call("SADD", KEYS[1], ARGV[i]) == 1 then
      came[#came + 1] = ARGV[i]
    end
  end
end

if what == "arrive" then
  here(5)
elseif what == "depart" then
  for i = 5, #ARGV do
    redis.call("SREM", KEYS[3], ARGV[i])
    perhaps[#perhaps + 1] = ARGV[i]
  end
else
  left(redis.call("SMEMBERS", KEYS[3]))
  redis.call("DEL", KEYS[3])
  if what == "beat" then
    here(5)
  end
end

local live = redis.call("ZRANGE", KEYS[2], 0, -1)
local gone = {}
for _, id in ipairs(perhaps) do
  local somewhere = false
  for _, instance in ipairs(live) do
    somewhere = somewhere or redis.call("SISMEMBER", ARGV[3] .. instance, id) == 1
  end
  if not somewhere and redis.call("SREM", KEYS[1], id) == 1 then
    gone[#gone + 1] = id
  end
end
return { came, gone }
