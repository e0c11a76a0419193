-- Appends a message to a room: stored once whatever the number of tries, in a strictly increasing order,
-- announced in the same step.
--
-- KEYS[1]  room:{id}, the sorted set
-- KEYS[2]  {room:id}:blocks, who of the two of a direct room takes no messages in it
-- ARGV[1]  id of the message, a UUID chosen by its author
-- ARGV[2]  the member up to its date:  {"from":"5","date":
-- ARGV[3]  the rest of the member:     ,"message":"...","roomId":"0","id":"..."}
-- ARGV[4]  the last cursor its author held when writing it, or "" (then the newest are searched for the id)
-- ARGV[5]  how many of the newest to search without a cursor
-- ARGV[6]  channel
-- ARGV[7]  envelope up to the cursor:  {"serverId":"...","type":"message",
-- ARGV[8]  what to publish before it if it is the first of its room, or ""
-- ARGV[9]  {room:id}:live, a channel more to announce it in: sharded where Redis can (7.0). Or ""
--
-- Reply    {"stored", cursor, member, previous cursor or ""}
--          {"known", cursor, member}        this id of this author is stored already
--          {"refused", user id …}           these take no messages here, and it is not stored yet
--          {"more", cursor}                 too many to search at once: call again with this cursor as ARGV[4]
local SEARCH_AT_ONCE = 500 -- 0.7 ms of Redis; longer would be felt by others
local AHEAD = 5 -- seconds: a score further in the future is not followed

local time = redis.call("TIME")
local now = tonumber(time[1]) + tonumber(time[2]) / 1e6
local newest = redis.call("ZREVRANGEBYSCORE", KEYS[1], now + AHEAD, "-inf", "WITHSCORES", "LIMIT", 0, 1)
local previous = newest[2]

local needle = '"id":"' .. ARGV[1] .. '"'
local function mine(member)
  return string.sub(member, 1, #ARGV[2]) == ARGV[2] and string.find(member, needle, #ARGV[2], true)
end

local after = tonumber(ARGV[4])
if after and previous and after > tonumber(previous) then
  after = nil -- a cursor of a history that Redis has lost
end

local seen -- without scores: Redis would spend longer on writing them than on finding the members
if after then
  seen = redis.call("ZRANGEBYSCORE", KEYS[1], "(" .. ARGV[4], "+inf", "LIMIT", 0, SEARCH_AT_ONCE)
else
  seen = redis.call("ZREVRANGEBYSCORE", KEYS[1], "+inf", "-inf", "LIMIT", 0, ARGV[5])
end
for i = 1, #seen do
  if mine(seen[i]) then
    return { "known", redis.call("ZSCORE", KEYS[1], seen[i]), seen[i] }
  end
end
-- Equal scores (siblings write whole seconds) must not be stepped over, nor hold the search up for ever.
if after and #seen == SEARCH_AT_ONCE then
  return { "more", redis.call("ZSCORE", KEYS[1], seen[#seen]) }
end

-- Only what is new is refused: a repeat of what was stored before has its answer above.
local closed = redis.call("SMEMBERS", KEYS[2])
if #closed > 0 then
  return { "refused", unpack(closed) }
end

local score = now
if previous and score <= tonumber(previous) then
  score = tonumber(previous) + 1e-6
end
local text = string.format("%.6f", score)
if previous and tonumber(text) <= tonumber(previous) then
  text = string.format("%.6f", tonumber(previous) + 2e-6)
end
local member = ARGV[2] .. string.format("%d", math.floor(tonumber(text))) .. ARGV[3]
redis.call("ZADD", KEYS[1], text, member)
local cursor = redis.call("ZSCORE", KEYS[1], member)

if ARGV[8] ~= "" and not previous then
  redis.call("PUBLISH", ARGV[6], ARGV[8])
end
local chain = previous and '"' .. previous .. '"' or "null"
local envelope = ARGV[7] .. '"cursor":"' .. cursor .. '","prev":' .. chain .. ',"data":' .. member .. "}"
if ARGV[9] ~= "" and type(redis.pcall("SPUBLISH", ARGV[9], envelope)) ~= "number" then
  redis.call("PUBLISH", ARGV[9], envelope)
end
redis.call("PUBLISH", ARGV[6], envelope)
return { "stored", cursor, member, previous or "" }
