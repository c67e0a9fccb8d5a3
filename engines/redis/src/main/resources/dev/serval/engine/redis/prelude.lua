local names, jobs, ready, later, running, dead, why = unpack(KEYS)
-- PP-MMMMMMMMMMMMM-IIIIIIIIIIIIIIIIIIIIIIIIII-AAA: priority, due, id, attempt
local function due(name) return string.sub(name, 4, 16) end
local function id(name) return string.sub(name, 18, 43) end
local function attempt(name) return tonumber(string.sub(name, 45, 47)) end
local function is_due(name, now) return tonumber(due(name)) <= tonumber(now) end
-- fifteen digits: exact as a double, and in the order jobs are run
local function rank(name, ordered)
  return string.sub(name, 1, 2) .. (ordered == '1' and '0000000000000' or due(name))
end
local function wait(name, ordered, now)
  redis.call('HSET', names, id(name), name)
  if is_due(name, now) or (ordered == '1' and attempt(name) > 0) then
    redis.call('ZADD', ready, rank(name, ordered), id(name))
  else
    redis.call('ZADD', later, due(name), id(name))
  end
end
local function is_mine(name, owner)
  return redis.call('HGET', running, id(name)) == owner
    and redis.call('HGET', names, id(name)) == name
end
