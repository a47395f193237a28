export interface BrowserAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
  readonly bytes: Buffer
}

/** Keeps its cookie and CSRF token, as a browser with the window does. */
export interface TestBrowser {
  readonly call: (
    method: string,
    path: string,
    options?: { body?: Readonly<Record<string, unknown>>; headers?: Readonly<Record<string, string>> },
  ) => Promise<BrowserAnswer>
  readonly forgetCsrf: () => void
}

/** A client of a running application. For tests of what a person in front of the window can do. */
export function newTestBrowser(url: string): TestBrowser {
  let cookie = ''
  let csrf = ''
  return {
    forgetCsrf: () => {
      csrf = ''
    },
    call: async (method, path, { body, headers } = {}) => {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(cookie === '' ? {} : { cookie }),
          ...(csrf === '' ? {} : { 'x-csrf-token': csrf }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      for (const set of response.headers.getSetCookie()) cookie = set.slice(0, set.indexOf(';'))
      const answer = await read(response)
      if (typeof answer.body['csrf_token'] === 'string') csrf = answer.body['csrf_token']
      return answer
    },
  }
}

async function read(response: Response): Promise<BrowserAnswer> {
  const bytes = Buffer.from(await response.arrayBuffer())
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  return { status: response.status, headers: response.headers, bytes, body: isJson ? JSON.parse(bytes.toString()) : {} }
}
