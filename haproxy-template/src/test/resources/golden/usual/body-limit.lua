-- Ends a request whose body is longer than txn.max_body bytes. HAProxy 2.6 has no rule that sees a body whose length no header says.
local limit = { id = "Limit of a body", flags = filter.FLT_CFG_FL_HTX }
limit.__index = limit

function limit:new()
  return setmetatable({ seen = 0 }, limit)
end

function limit:start_analyze(txn, channel)
  if not channel:is_resp() then
    filter.register_data_filter(self, channel)
  end
end

function limit:http_payload(txn, message)
  self.most = self.most or txn:get_var("txn.max_body")
  self.seen = self.seen + message:input()
  if self.most and self.seen > self.most then
    txn:set_var("txn.is_too_long", true)
    -- An answer of filter.ERROR is passed over; this ends the request.
    error("a body is too long", 0)
  end
end

core.register_filter("body-limit", limit, function(class) return class end)
