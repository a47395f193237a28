import { expect, test } from 'vitest'
import { readTemplate, TemplateError } from './liquid-template.ts'

const payload = {
  id: 'evt_1',
  event: 'ticket.created',
  created_at: '2026-11-22T08:00:00.000Z',
  data: { ticket: { title: 'Şerit "A" durdu', priority: 'high', steps: ['a', 'b'] } },
}

const make = (template: string, contentType = 'application/json'): string => readTemplate(template, contentType).render(payload)

const failure = (run: () => unknown): TemplateError => {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(TemplateError)
    return error as TemplateError
  }
  throw new Error('it did not fail')
}

test('a template makes a body of the payload, JSON as JSON', () => {
  const template = `{"text":{{ data.ticket.title | json }},"steps":[{% for step in data.ticket.steps %}{{ step | json }}{% unless forloop.last %},{% endunless %}{% endfor %}]}`
  expect(JSON.parse(make(template))).toEqual({ text: 'Şerit "A" durdu', steps: ['a', 'b'] })
  expect(make('<a>{{ data.ticket.title | escape }}</a>', 'application/xml')).toBe('<a>Şerit &#34;A&#34; durdu</a>')
})

test('what cannot be read is refused with its line', () => {
  expect(failure(() => readTemplate('{}\n{% if data %}', 'text/plain'))).toMatchObject({ line: 2 })
  expect(failure(() => readTemplate('a\nb\n{{ data | nobody_knows }}', 'text/plain').render(payload))).toMatchObject({ line: 3 })
})

test.each([
  ['loops for ever', '\n{% for a in (1..1000) %}{% for b in (1..1000) %}{% for c in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}', 2],
  ['asks for a range without end', '\n\n{% for a in (1..9999999999) %}{% endfor %}', 3],
  ['doubles a text', `{% assign x = "xxxxxxxxxxxxxxxx" %}\n{% for i in (1..60) %}{% assign x = x | append: x %}{% endfor %}{{ x }}`, 2],
  ['reads a file', '{% include "/etc/passwd" %}', 1],
  ['renders a file', '\n{% render "../../package.json" %}', 2],
])('a template that %s is stopped and reported with its line', (_, template, line) => {
  expect(failure(() => make(template, 'text/plain'))).toMatchObject({ line })
})

test('nothing of JavaScript is in reach of a template', () => {
  const template = '{{ data.constructor }}{{ data.__proto__ }}{{ data.ticket.title.constructor.name }}{{ "x".constructor }}'
  expect(make(template, 'text/plain')).toBe('')
})

test('a body that is no JSON, or longer than a body may be, is refused', () => {
  expect(failure(() => make('{"a":}')).message).toContain('no JSON')
  const long = `{% for a in (1..600) %}${'x'.repeat(500)}{% endfor %}`
  expect(failure(() => make(long, 'text/plain')).message).toContain('262144')
})
