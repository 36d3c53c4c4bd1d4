/** Shows the forms that work with a passkey where the browser offers them, and asks it before they are sent: its answer goes
 * with the form. Without script, or at an address where browsers offer none, the forms stay hidden and the page says why. */
export function offerPasskeys(scope: Element): void {
  if (typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON !== 'function') return
  for (const other of scope.querySelectorAll<HTMLElement>('[data-passkey-else]')) other.hidden = true
  for (const form of scope.querySelectorAll<HTMLFormElement>('form[data-passkey][hidden]')) {
    form.hidden = false
    form.addEventListener('submit', event => void ask(event, form))
  }
}

async function ask(event: SubmitEvent, form: HTMLFormElement): Promise<void> {
  const answer = form.querySelector<HTMLInputElement>('[data-passkey-answer]')
  const failed = form.querySelector<HTMLElement>('[data-passkey-failed]')
  if (!answer || answer.value) return
  event.preventDefault()
  try {
    const options = JSON.parse(form.dataset.passkeyOptions ?? '')
    const credential = form.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
    answer.value = JSON.stringify(credential)
    form.requestSubmit()
  } catch {
    // Called off, or none there: told, and tried again as often as one likes.
    if (failed) failed.hidden = false
  }
}
