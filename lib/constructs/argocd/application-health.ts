/**
 * Health of an Application inside another one, in Lua. Argo CD has none of its own since 1.8, and without it no wave waits
 * for an Application. Harder than the documented one in three ways, each marked; proven by the scenario `bootstrap`.
 */
export const APPLICATION_HEALTH = `local hs = { status = "Progressing", message = "Waiting for Application status" }
local meta = obj.metadata

-- One: an Application that syncs itself must not wait for itself.
local id = meta.annotations ~= nil and meta.annotations["argocd.argoproj.io/tracking-id"] or nil
if id == meta.name .. ":argoproj.io/Application:" .. meta.namespace .. "/" .. meta.name then
  hs.status = "Healthy"
  hs.message = "Syncs itself"
  return hs
end

local status = obj.status
if status == nil or status.health == nil or status.health.status == nil then
  return hs
end

-- Two: what is known is about another source, because it was changed a moment ago.
local compared = status.sync ~= nil and status.sync.comparedTo or nil
if compared ~= nil and compared.source ~= nil and obj.spec.source ~= nil then
  for _, field in ipairs({ "repoURL", "path", "chart", "targetRevision" }) do
    if compared.source[field] ~= obj.spec.source[field] then
      hs.message = "Application spec not compared yet"
      return hs
    end
  end
end

-- Three: healthy, but as it was before the sync that is due or running.
local auto = obj.spec.syncPolicy ~= nil and obj.spec.syncPolicy.automated or nil
local due = auto ~= nil and auto.enabled ~= false and status.sync ~= nil and status.sync.status ~= "Synced"
local running = obj.operation ~= nil or (status.operationState ~= nil and status.operationState.phase == "Running")
if status.health.status == "Healthy" and (due or running) then
  hs.message = "Application is not synced"
  return hs
end

hs.status = status.health.status
hs.message = status.health.message or ""
return hs
`;
