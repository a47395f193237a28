import type { PlannedRequest, RequestFolder } from './request-plan.ts'

/** An Insomnia export (format 4) with its environment: the same requests, with ids to fill in there. */
export function insomniaExport(folders: readonly RequestFolder[], origin: string): Record<string, unknown> {
  const workspace = { _id: 'wrk_interlock', _type: 'workspace', name: 'Interlock API', scope: 'collection', parentId: null }
  const names = [...JSON.stringify(folders).matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '')
  const data = { base_url: origin, api_key: '', ...Object.fromEntries([...new Set(names)].map((name) => [name, 1])) }
  const environment = { _id: 'env_interlock', _type: 'environment', name: 'Interlock', parentId: workspace._id, data }
  const resources = folders.flatMap(({ name, description, requests }, place) => {
    const group = { _id: `fld_${place}`, _type: 'request_group', name, description, parentId: workspace._id, metaSortKey: place }
    return [
      group,
      ...requests.map((request, index) => resource(request, { id: `req_${place}_${index}`, parentId: group._id, sort: index })),
    ]
  })
  return { _type: 'export', __export_format: 4, __export_source: 'interlock', resources: [workspace, environment, ...resources] }
}

/** `{{ _.jobs_id }}` of `{{jobs_id}}` */
const filled = (text: string): string => text.replaceAll(/\{\{(\w+)\}\}/g, '{{ _.$1 }}')

function resource(
  request: PlannedRequest,
  { id, parentId, sort }: { id: string; parentId: string; sort: number },
): Record<string, unknown> {
  const { name, description, method, path, query, hasCredential, isIdempotent, body } = request
  return {
    _id: id,
    _type: 'request',
    parentId,
    metaSortKey: sort,
    name,
    description,
    method,
    url: filled(`{{base_url}}${path}`),
    parameters: query.map(([key, value]) => ({ name: key, value: filled(value) })),
    headers: [
      ...(hasCredential ? [{ name: 'X-API-Key', value: '{{ _.api_key }}' }] : []),
      ...(isIdempotent ? [{ name: 'X-Idempotency-Key', value: "{% uuid 'v4' %}" }] : []),
      ...(body === undefined ? [] : [{ name: 'Content-Type', value: body.mediaType }]),
    ],
    body: body === undefined ? {} : bodyOf(body),
  }
}

function bodyOf({ mediaType, text, form }: NonNullable<PlannedRequest['body']>): Record<string, unknown> {
  if (form === undefined) return { mimeType: mediaType, text: filled(text) }
  return { mimeType: mediaType, params: Object.entries(form).map(([name, value]) => ({ name, value: filled(value) })) }
}
