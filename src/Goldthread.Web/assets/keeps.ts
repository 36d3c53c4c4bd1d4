import { type Kept, allHere, here } from './kept-here'

const pause = 2_000 // after the last key
const atLeast = 10_000 // while somebody goes on typing
const longestWait = 60_000
const aloneLimit = 60_000 // what a browser still sends of a page that is being left

type Answer = 'kept' | 'lost' | 'other' | 'refused'

const begun = new WeakSet<HTMLFormElement>()

/** Keeps what is typed into every form that the server marked so, until it is sent. */
export function keepForms(scope: Element): void {
  for (const form of scope.querySelectorAll<HTMLFormElement>('form[data-keeps]')) {
    if (begun.has(form)) continue
    begun.add(form)
    keep(form)
  }
}

/** What every page does: nothing stays in the browser for long, or after signing out. */
export function clearKept(root: Document): void {
  allHere.dropOld()
  root.addEventListener('submit', event => {
    if (event.target instanceof HTMLFormElement && new URL(event.target.action).pathname === '/sign-out') allHere.drop()
  })
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(10_000) })).ok
  } catch {
    return false
  }
}

function keep(form: HTMLFormElement): void {
  const says = form.querySelector<HTMLElement>('[data-keeps-says]')
  const version = form.elements.namedItem('Command.Draft.Version')
  const address = form.elements.namedItem('Command.Draft.Address')
  if (!says || !(version instanceof HTMLInputElement) || !(address instanceof HTMLInputElement)) return
  const browser = here(form)
  let typed = 0, keptTo = 0, since = 0, wait = pause
  let timer: number | undefined
  let sending: Promise<Answer> | undefined
  let last: Answer = 'kept'
  let asking = false
  let pressed = '' // the button that could not send
  let leaving = false // sent, or given up: nothing more is kept

  const say = (text: string): void => {
    if (says.textContent !== text) says.textContent = text
  }
  const isOpen = (): boolean => !leaving && typed !== keptTo
  const body = (): URLSearchParams => {
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value)
    return fields
  }

  async function post(): Promise<Answer> {
    const upTo = typed
    try {
      const fields = body()
      const response = await fetch('/drafts', {
        method: 'POST', body: fields, headers: { Accept: 'application/json' }, redirect: 'error',
        keepalive: fields.toString().length < aloneLimit, signal: AbortSignal.timeout(15_000),
      })
      if (response.status >= 500) return lost()
      if (response.status === 401) {
        say('You were signed out. What you type is kept in this page: sign in again in another tab, then go on here.')
        return 'lost'
      }
      if (response.ok || response.status === 409) {
        const now = await response.json() as { version: number, at: string }
        if (response.status === 409) return choose(now)
        version.value = `${now.version}`
        keptTo = upTo
        if (typed === keptTo) browser.drop()
        say(pressed ? `The connection is back, and what you wrote was kept at ${now.at}. Press “${pressed}” to save it.` : `Kept at ${now.at}. It is not saved yet.`)
        pressed = ''
        return 'kept'
      }
      say(response.status === 413 ? 'This is too long to be kept before it is saved. Save it, or write less.' : 'This can’t be kept from here. Copy what you wrote, open the page again and put it in.')
      return 'refused'
    } catch {
      return lost()
    }
  }

  function lost(): Answer {
    say(pressed ? `Nothing was sent: ${navigator.onLine ? 'this site can’t be reached' : 'you are offline'}. What you wrote stays here. Press “${pressed}” again when the connection is back.`
      : navigator.onLine ? 'This site can’t be reached. What you type is kept in this page and sent when it answers again.'
      : 'You are offline. What you type is kept in this page and sent when the connection is back.')
    return 'lost'
  }

  function send(): Promise<Answer> {
    window.clearTimeout(timer)
    timer = undefined
    sending ??= post().then(answer => {
      sending = undefined
      last = answer
      since = Date.now()
      wait = answer === 'lost' ? Math.min(wait * 2, longestWait) : pause
      if (isOpen() && (answer === 'kept' || answer === 'lost')) schedule()
      return answer
    })
    return sending
  }

  function schedule(): void {
    if (last === 'lost' && timer !== undefined) return // the next try stands; more keys don't hasten it
    if (typed - keptTo === 1) since = Date.now()
    window.clearTimeout(timer)
    timer = window.setTimeout(() => {
      timer = undefined
      if (form.isConnected && isOpen() && last !== 'other') void send()
    }, last === 'lost' ? wait : Math.max(0, Math.min(pause, since + atLeast - Date.now())))
  }

  // Another page of the same person has kept this form: neither is put in place of the other unasked.
  function choose(other: { version: number, at: string }): Answer {
    say(`Another page or device of yours kept this form at ${other.at}. What you type here is not kept until you choose.`)
    offer('Keep what is written here', () => {
      version.value = `${other.version}`
      void send()
    }, 'Show the other', () => {
      leaving = true
      browser.drop()
      location.assign(address.value)
    })
    return 'other'
  }

  function offer(...buttons: (string | (() => void))[]): void {
    const group = document.createElement('div')
    group.className = 'govuk-button-group'
    for (let i = 0; i < buttons.length; i += 2) {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'govuk-button govuk-button--secondary'
      button.textContent = buttons[i] as string
      button.addEventListener('click', () => {
        group.remove()
        ;(buttons[i + 1] as () => void)()
      })
      group.append(button)
    }
    form.querySelector('.gt-keep .govuk-button-group')?.remove()
    says!.after(group)
  }

  function changed(): void {
    typed++
    leaving = false
    browser.put(version.value)
    schedule()
  }

  form.addEventListener('input', event => {
    if (!(event.target instanceof HTMLInputElement && event.target.type === 'file')) changed()
  })

  // Sent only when the board answers: else the browser would put its own page in place of what was typed. The command's id makes a
  // second press harmless.
  form.addEventListener('submit', event => {
    if (leaving) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (asking) return
    asking = true
    const button = event.submitter
    void (async () => {
      await sending
      const isThere = await answers()
      asking = false
      if (!isThere) {
        pressed = button?.textContent.trim() ?? 'Save'
        last = lost()
        if (isOpen()) schedule()
        return
      }
      leaving = true
      window.clearTimeout(timer)
      browser.drop()
      form.requestSubmit(button)
    })()
  }, { capture: true })

  const given = form.previousElementSibling?.querySelector<HTMLFormElement>('form[data-keeps-discard]')
  given?.addEventListener('submit', event => {
    leaving = true
    browser.drop()
    if (!sending) return
    event.preventDefault()
    void sending.then(() => given.submit())
  })

  window.addEventListener('online', () => {
    if (!form.isConnected) return
    if (isOpen()) void send()
    else if (last === 'lost' || says.textContent) {
      say(pressed ? `The connection is back. Press “${pressed}” again.` : 'The connection is back.')
      pressed = ''
    }
  })
  window.addEventListener('offline', () => {
    if (form.isConnected) last = lost()
  })
  const leave = (): void => {
    if (form.isConnected && isOpen() && last === 'kept') void send()
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') leave()
  })
  window.addEventListener('pagehide', leave)
  window.addEventListener('focus', () => {
    if (form.isConnected && isOpen() && last === 'lost') void send()
  })
  window.addEventListener('beforeunload', event => {
    if (!form.isConnected || !isOpen()) return
    if (last === 'kept' && navigator.onLine && body().toString().length < aloneLimit) void send() // it goes while the page goes
    else event.preventDefault()
  })

  const found = browser.find()
  if (found) putBack(found)

  function putBack(found: Kept): void {
    const at = new Date(found.at).toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true }).replace(' ', '')
    if (found.version === version.value) {
      browser.fill(found)
      say(`This shows what you typed in this browser at ${at}. It is not saved yet.`)
      changed()
    } else {
      say(`This browser holds what you typed here at ${at} and what could not be kept then.`)
      offer('Show that', () => {
        browser.fill(found)
        changed()
      }, 'Leave it out', () => browser.drop())
    }
  }
}
