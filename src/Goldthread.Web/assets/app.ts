import {
  Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner,
  PasswordInput, Radios, ServiceNavigation, SkipLink, Tabs, createAll,
} from 'govuk-frontend'
import { SortableTable } from '@ministryofjustice/frontend'
import 'htmx.org/dist/htmx.esm.js'
import { clearKept, keepForms } from './keeps'
import { offerPasskeys } from './passkeys'
import { sendInParts } from './parts'
import { walkThreads } from './thread'

const components = [
  Accordion, Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner,
  PasswordInput, Radios, ServiceNavigation, SkipLink, SortableTable, Tabs,
]

// The same check as GOV.UK Frontend's template makes inline; made here it needs no nonce.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

function enhance(scope: Element): void {
  for (const component of components) {
    createAll(component, undefined, {
      scope,
      // A part that was enhanced before says so by throwing; that is what we want of it.
      onError: (error: unknown) => {
        if (!(error instanceof Error && error.name === 'InitError')) console.error(error)
      },
    })
  }
  for (const button of scope.querySelectorAll<HTMLElement>('[data-print][hidden]')) {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }
  keepForms(scope)
  sendInParts(scope)
  if (window.matchMedia('(min-width: 62em)').matches) {
    for (const filter of scope.querySelectorAll<HTMLDetailsElement>('details.gt-filter')) filter.open = true
  }
}

enhance(document.body)
walkThreads(document)
offerPasskeys(document.body)
clearKept(document)

document.addEventListener('htmx:after:process', event => {
  const part = event.target
  if (part instanceof HTMLElement && part !== document.body) enhance(part.parentElement ?? part)
})

interface HtmxRequest { method: string, headers: Record<string, string>, form?: HTMLFormElement | null }

// Antiforgery: the token of the form that is sent, else the page's own.
document.addEventListener('htmx:config:request', event => {
  const { ctx } = (event as CustomEvent<{ ctx: { request: HtmxRequest } }>).detail
  if (/^(GET|HEAD)$/i.test(ctx.request.method)) return
  const field = ctx.request.form?.querySelector<HTMLInputElement>('input[name="__RequestVerificationToken"]')
  const meta = document.querySelector<HTMLMetaElement>('meta[name="request-verification-token"]')
  const token = field?.value ?? meta?.content
  if (token) ctx.request.headers['RequestVerificationToken'] = token
})
