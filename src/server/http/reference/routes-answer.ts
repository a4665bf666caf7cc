import type { ProjectSnapshot, RuntimeRoutesResponse } from '#contract';

/** The routes of the project's OpenAPI document; this server's own endpoints are not the project's. */
export function toRuntimeRoutes({ routes }: ProjectSnapshot): RuntimeRoutesResponse {
  return routes.map((route) => ({
    path: route.path,
    methods: [route.method],
    name: route.operationId ?? route.summary ?? route.id,
    app_label: route.tags[0] ?? null,
    is_studio: /^\/studio(\/|$)/.test(route.path),
    is_admin: /^\/admin(\/|$)/.test(route.path),
    is_ai: /^\/ai(\/|$)/.test(route.path),
    id: route.id,
  }));
}
