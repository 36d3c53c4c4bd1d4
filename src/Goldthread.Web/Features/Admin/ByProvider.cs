using System.Globalization;
using System.Security.Claims;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Features.Admin;

/// <summary>How somebody came back from an identity provider without being in.</summary>
public enum CameBack
{
    /// <summary>Not at all.</summary>
    None,
    /// <summary>It does not answer, or is set up wrongly.</summary>
    Away,
    /// <summary>Something did not fit: too late, another browser, a fault of the provider.</summary>
    Failed,
    /// <summary>Given up there.</summary>
    Cancelled,
    /// <summary>Let in there, and nobody who may come in here that way.</summary>
    Refused,
    /// <summary>Too many tries.</summary>
    Wait,
    /// <summary>The provider did not ask anew.</summary>
    NotAnew,
}

/// <summary>What an account goes by at a provider.</summary>
/// <param name="Issuer">What the provider calls itself.</param>
/// <param name="Subject">What it calls the person; never given to another.</param>
/// <param name="Name">The provider's name here.</param>
public sealed record ProviderLink(string Issuer, string Subject, string Name);

/// <summary>Takes somebody in whom an organisation's identity provider has let in (ADR 18). What the provider says was looked at by the
/// framework before: signature, issuer, audience, state, nonce.</summary>
public sealed class ByProvider(BoardDb db, UserManager<Account> users, ProofCheck check, ProviderPeople people, HalfSignedIn half, SignInThrottle throttle, ITempDataDictionaryFactory said, TimeProvider clock)
{
    /// <summary>What the trail calls it when a provider lets in whom the board does not.</summary>
    public const string Refused = "Refused a sign-in by a provider";

    /// <summary>Where somebody goes who has confirmed at the provider who it is.</summary>
    public const string ConfirmedAddress = "/confirm/done";

    /// <summary>The sign-in page, which says what happened.</summary>
    public static string BackTo(IdentityProvider provider, CameBack how, AuthenticationProperties? properties) =>
        "/sign-in" + QueryString.Create(new Dictionary<string, string?> { ["by"] = provider.Key, ["came"] = how.ToString(), ["returnUrl"] = properties?.RedirectUri });

    /// <summary>Begins a session for the account that goes with what the provider says, or leads back to the sign-in page.</summary>
    public async Task ComeInAsync(TicketReceivedContext context, IdentityProvider provider)
    {
        var (http, properties) = (context.HttpContext, context.Properties!);
        properties.RedirectUri = context.ReturnUri; // the framework has taken it out by now
        context.HandleResponse();
        // Providers answer before anybody is looked up: who is signed in already matters to what follows.
        if ((await http.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme)).Principal is { } here) http.User = here;
        var how = await AnswerAsync(http, context.Principal!, properties, provider, http.RequestAborted);
        if (how is { } refused) http.Tell(SecurityEvent.SignInByProviderRefused, refused.ToString());
        http.Response.Redirect(how is { } back ? BackTo(provider, back, properties) : properties.RedirectUri!);
    }

    // How somebody came back without being in; null where the address to go to is the one asked for, or the code.
    private async Task<CameBack?> AnswerAsync(HttpContext http, ClaimsPrincipal told, AuthenticationProperties properties, IdentityProvider provider, CancellationToken stop)
    {
        var now = clock.UtcNow();
        if (!DateTime.TryParse(properties.Items[ProviderSignIn.BegunAt], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var begun) || now - begun > ProviderRules.Longest
            || told.FindFirstValue("sub") is not { Length: > 0 and <= 255 } subject) return CameBack.Failed;
        if (throttle.Begin($"{provider.Key} {subject}", http.NetworkAddress(), out _) is not { } tried) return CameBack.Wait;
        var (confirms, isFresh) = (properties.Items.ContainsKey(ProviderSignIn.Confirms), ProviderRules.HasAskedAnew(begun, AuthTime(told)));
        check.NameTheDoer(http);
        if (confirms && !isFresh)
        {
            await db.LogAttemptAsync(Refused, null, stop);
            return CameBack.NotAnew;
        }
        var email = told.FindFirstValue("email");
        var linked = await db.UserLogins.AsNoTracking().SingleOrDefaultAsync(l => l.LoginProvider == provider.Authority && l.ProviderKey == subject, stop);
        var account = linked is not null ? await db.Users.SingleAsync(a => a.Id == linked.UserId, stop) : email is null ? null : await users.FindByEmailAsync(email);
        var isVerified = told.FindFirstValue(provider.VerifiedBy) is { } verified && (verified == "1" || verified.Equals("true", StringComparison.OrdinalIgnoreCase));
        var verdict = ProviderRules.Decide(account is null ? null : await KnownAsync(account, linked is not null, provider, stop), email, isVerified, provider);
        if (verdict == ProviderVerdict.Refused || (confirms && account!.PersonId != db.Viewer.PersonId))
        {
            await db.LogAttemptAsync(Refused, account?.Id, stop);
            return CameBack.Refused;
        }
        throttle.Succeed(tried);

        var isStrong = provider.CountsAsStrong(told.FindAll("amr").Concat(told.FindAll("acr")).Select(c => c.Value));
        var link = verdict == ProviderVerdict.Link ? new ProviderLink(provider.Authority, subject, provider.Name) : null;
        if (!isStrong && account!.TwoFactorEnabled)
        {
            half.Begin(account, http.Response, SignInProof.Provider, link);
            properties.RedirectUri = "/sign-in/code" + QueryString.Create("returnUrl", properties.RedirectUri!);
            return null;
        }
        // Whom the provider lets in because it knows the browser still has proved nothing now: at a device left open that is one click.
        var (isIn, endedOldest) = await check.EnterAsync(http, account!, isStrong ? SignInProof.ProviderStrong : SignInProof.Provider, Command.Now(confirms ? "Confirmed who it is" : "Sign in"), stop, link, isFresh);
        if (!isIn) return CameBack.Failed;
        if (!endedOldest) return null;
        var words = said.GetTempData(http);
        words["Done"] = SigningIn.EndedOldest;
        words.Save();
        return null;
    }

    private async Task<AccountAtProvider> KnownAsync(Account account, bool isLinked, IdentityProvider provider, CancellationToken stop) => new(
        isLinked, !isLinked && await db.UserLogins.AnyAsync(l => l.UserId == account.Id, stop), account.EndedAt is not null, await people.RunsAsync(account, stop), await people.BelongsAsync(account.PersonId, provider, stop));

    private static DateTime? AuthTime(ClaimsPrincipal told) =>
        long.TryParse(told.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : null;
}
