/**
 * Health of an ApplicationSet, in Lua. Argo CD's own says Progressing for as long as a RollingSync has not come to its end,
 * and so for days where its last step waits for a person: the Application that holds the set would never be well. What is
 * under way can be seen in the Applications themselves.
 */
export const APPLICATION_SET_HEALTH = `local hs = { status = "Progressing", message = "Waiting for the status to be reported" }
if obj.status == nil or obj.status.conditions == nil then
  return hs
end

for _, condition in ipairs(obj.status.conditions) do
  local failed = condition.type == "ErrorOccurred" and condition.status == "True"
  local refused = condition.type == "ResourcesUpToDate" and condition.status == "False"
  if failed or refused then
    return { status = "Degraded", message = condition.message }
  end
  if condition.type == "ResourcesUpToDate" and condition.status == "True" then
    hs = { status = "Healthy", message = condition.message }
  end
end
return hs
`;
