// Large files go in parts, and go on after a break (F6, ADR 19). Without script the form sends them whole, up to its own limit.

interface Begun { id: string, at: number, part: number, tail: string, tailLength: number, refusal?: string }
interface Taken { at: number, elsewhere?: boolean, full?: boolean, refusal?: string, held?: string, name?: string, waits?: boolean }

const fromSize = 8_000_000 // smaller ones are sent with the form
const waits = [1, 2, 4, 8, 15, 30] // seconds between tries while the connection is broken

class Ended extends Error {}

/** Lets the file fields in here send large files in parts. */
export function sendInParts(scope: Element): void {
  for (const field of scope.querySelectorAll<HTMLInputElement>('input[type="file"][data-parts]')) {
    const form = field.form
    if (!form || field.dataset.partsReady) continue
    field.dataset.partsReady = 'true'
    for (const hint of form.querySelectorAll<HTMLElement>('[data-parts-hint]')) hint.hidden = false
    const list = document.createElement('div')
    field.after(list)
    const running = new Set<Sending>()
    field.addEventListener('change', () => {
      const files = [...field.files ?? []]
      const large = files.filter(file => file.size >= fromSize)
      if (large.length === 0) return
      const rest = new DataTransfer()
      for (const file of files) if (file.size < fromSize) rest.items.add(file)
      field.files = rest.files
      for (const file of large) {
        const sending = new Sending(form, field, list, file)
        running.add(sending)
        void sending.run().finally(() => running.delete(sending))
      }
    })
    form.addEventListener('submit', event => {
      if (running.size === 0) return
      event.preventDefault()
      event.stopImmediatePropagation()
      for (const sending of running) sending.remind()
    }, { capture: true })
    window.addEventListener('beforeunload', event => { if (running.size > 0) event.preventDefault() })
  }
}

class Sending {
  private readonly line = document.createElement('div')
  private readonly bar = document.createElement('progress')
  private readonly says = document.createElement('p')
  private readonly cancel = document.createElement('button')
  private readonly stop = new AbortController()
  private id = ''
  private saidAt = 0

  constructor(private readonly form: HTMLFormElement, private readonly field: HTMLInputElement, list: HTMLElement, private readonly file: File) {
    this.line.className = 'gt-part'
    this.bar.max = file.size
    this.bar.value = 0
    this.bar.setAttribute('aria-label', `${file.name}: how much is sent`)
    this.says.className = 'govuk-body-s govuk-!-margin-bottom-1'
    this.says.setAttribute('role', 'status')
    this.cancel.type = 'button'
    this.cancel.className = 'govuk-button govuk-button--secondary govuk-!-margin-bottom-2'
    this.cancel.textContent = 'Cancel '
    const which = document.createElement('span')
    which.className = 'govuk-visually-hidden'
    which.textContent = file.name
    this.cancel.append(which)
    this.cancel.addEventListener('click', () => { void this.giveUp() })
    this.line.append(this.says, this.bar, this.cancel)
    list.append(this.line)
    this.say(`“${file.name}” is being sent`)
  }

  /** Somebody wants to send the form meanwhile. */
  remind(): void {
    this.say(`Wait until “${this.file.name}” is sent, or cancel it: ${this.megabytes(this.bar.value)} of ${this.megabytes(this.file.size)} are there`, true)
    this.cancel.focus()
  }

  async run(): Promise<void> {
    try {
      let begun = await this.begin()
      if (!await this.continues(begun)) {
        await this.post('GiveUp', { id: begun.id })
        begun = await this.begin()
      }
      this.id = begun.id
      if (begun.at > 0) this.say(`“${this.file.name}” goes on at ${this.megabytes(begun.at)} of ${this.megabytes(this.file.size)}`)
      let at = begun.at
      while (true) {
        this.bar.value = at
        const part = this.file.slice(at, at + begun.part)
        if (at + part.size >= this.file.size) this.say(`“${this.file.name}” is sent and being checked`, true)
        const taken = await this.patiently<Taken>('Add', { id: begun.id, at: String(at) }, part)
        if (taken.refusal !== undefined && taken.refusal !== null) throw new Ended(taken.refusal)
        at = taken.at
        if (taken.held) return this.done(taken)
        if (taken.elsewhere && part.size > 0) await this.pause(1)
        this.say(`“${this.file.name}”: ${this.megabytes(at)} of ${this.megabytes(this.file.size)} sent`)
      }
    } catch (problem) {
      if (this.stop.signal.aborted) return
      this.fail(problem instanceof Ended ? problem.message : `“${this.file.name}” could not be sent. Choose it again to go on where it stopped`)
    }
  }

  private begin(): Promise<Begun> {
    return this.patiently<Begun>('Begin', { name: this.file.name, length: String(this.file.size), mark: `${this.file.name}|${this.file.size}|${this.file.lastModified}` }).then(begun => {
      if (begun.refusal) throw new Ended(begun.refusal)
      return begun
    })
  }

  // Another file of the same name and size is not put behind what is there.
  private async continues(begun: Begun): Promise<boolean> {
    if (begun.at === 0 || begun.tail === '' || !window.isSecureContext) return true
    const tail = await this.file.slice(Math.max(0, begun.at - begun.tailLength), begun.at).arrayBuffer()
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', tail))
    return [...hash].map(byte => byte.toString(16).padStart(2, '0')).join('') === begun.tail
  }

  // A broken connection, or a board that starts again, is waited for; whatever the board answers is told.
  private async patiently<T>(handler: string, query: Record<string, string>, body?: Blob): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await this.post<T>(handler, query, body)
      } catch (problem) {
        if (this.stop.signal.aborted || problem instanceof Ended) throw problem
        this.say(`The connection broke. “${this.file.name}” goes on by itself when it is back; ${this.megabytes(this.bar.value)} of ${this.megabytes(this.file.size)} are there and stay for a day`, true)
        await this.pause(waits[Math.min(tries, waits.length - 1)])
      }
    }
  }

  private async post<T>(handler: string, query: Record<string, string>, body?: Blob): Promise<T> {
    const token = this.form.querySelector<HTMLInputElement>('input[name="__RequestVerificationToken"]')?.value ?? ''
    const answer = await fetch(`${this.field.dataset.parts}?${new URLSearchParams({ handler, ...query })}`, {
      method: 'POST', body: body ?? null, signal: this.stop.signal,
      headers: { RequestVerificationToken: token, 'Content-Type': 'application/octet-stream' },
    })
    if (answer.redirected || answer.status === 401) throw new Ended(`You are signed out: sign in again and choose “${this.file.name}” again, and it goes on where it stopped`)
    if (answer.status >= 500 || answer.status === 429) throw new Error(`${answer.status}`)
    if (!answer.ok || !(answer.headers.get('Content-Type') ?? '').includes('json')) throw new Ended(`“${this.file.name}” could not be sent. Choose it again`)
    return await answer.json() as T
  }

  private pause(seconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => { window.removeEventListener('online', go); clearTimeout(timer); resolve() }
      const timer = setTimeout(go, seconds * 1000)
      window.addEventListener('online', go)
      this.stop.signal.addEventListener('abort', () => { clearTimeout(timer); reject(new Error('cancelled')) }, { once: true })
    })
  }

  // From here on the form holds it, like a file it took in before.
  private done(taken: Taken): void {
    const held = document.createElement('input')
    held.type = 'hidden'
    held.name = 'Files.Held'
    held.value = taken.held ?? ''
    this.bar.remove()
    this.cancel.remove()
    this.line.append(held)
    this.say(`“${taken.name}” is received${taken.waits ? ' and waits for the virus scanner' : ''}. It is kept when you send this form`, true)
  }

  private fail(message: string): void {
    this.bar.remove()
    this.cancel.remove()
    this.says.className = 'govuk-error-message'
    this.says.setAttribute('role', 'alert')
    this.say(message, true)
  }

  private async giveUp(): Promise<void> {
    this.stop.abort()
    this.line.remove()
    this.field.focus()
    if (this.id === '') return
    const token = this.form.querySelector<HTMLInputElement>('input[name="__RequestVerificationToken"]')?.value ?? ''
    await fetch(`${this.field.dataset.parts}?${new URLSearchParams({ handler: 'GiveUp', id: this.id })}`, { method: 'POST', headers: { RequestVerificationToken: token } }).catch(() => undefined)
  }

  // A screen reader is told now and then, not at each part.
  private say(text: string, atOnce = false): void {
    if (!atOnce && Date.now() - this.saidAt < 3000) return
    this.saidAt = Date.now()
    this.says.textContent = text
  }

  private megabytes(bytes: number): string {
    return `${(bytes / 1_000_000).toFixed(1)} MB`
  }
}
