-- Creates a service of a new name with each request.
local run, count = "0", 0

function init(args)
  run = args[1]
end

function request()
  count = count + 1
  local name = "new-" .. run .. "-" .. count
  local body = '{"name":"' .. name .. '","dockerRepository":"example/' .. name .. '"}'
  return wrk.format("POST", nil, { ["Content-Type"] = "application/json" }, body)
end
