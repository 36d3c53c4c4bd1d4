using System.Runtime.ExceptionServices;
using System.Security.Claims;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Site;

/// <summary>Who is signed in, and how.</summary>
/// <param name="Viewer">The person, as far as the proof carries.</param>
/// <param name="Proof">By what he or she proved who it is.</param>
/// <param name="Since">When, UTC.</param>
/// <param name="MustSetUp">A second factor comes before anything else.</param>
/// <param name="EndsOn">Last day of somebody who only reads from outside; null for everybody else.</param>
/// <param name="Away">The colleague who does this person's work today, and until when; null for nobody.</param>
public sealed record SignedInAs(Viewer Viewer, SignInProof Proof, DateTime Since, bool MustSetUp, DateOnly? EndsOn = null, (string Name, DateOnly Until)? Away = null);

/// <summary>Open before a second factor is set up, where one must be: where that is done, and the way out.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BeforeSecondFactorAttribute : Attribute;

/// <summary>Sign-in by a cookie that only names a session. Session, roles and access lists are read in one command at
/// every request and never cached, so that ending or removing takes effect at the next.</summary>
public static class SignedIn
{
    /// <summary>Where a second factor is set up.</summary>
    public const string SetUpAddress = "/your-sign-in/app";

    private const string SessionClaim = "session", PersonClaim = "person";

    /// <summary>Registers sign-in; every page needs it unless it says otherwise.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, bool https)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = https ? "__Host-goldthread" : "goldthread";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(SignInRules.LongestHours.Most); // the session itself ends when the board says so
            cookie.SlidingExpiration = false;
            cookie.Events.OnValidatePrincipal = LoadViewerAsync;
            cookie.Events.OnRedirectToLogin = context =>
            {
                // What was typed while the session ended comes back with the answer, to be sent again after signing in.
                if (HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType && !context.Request.Path.StartsWithSegments("/sign-out"))
                {
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    if (context.Request.IsHtmx()) (context.Response.Headers["HX-Retarget"], context.Response.Headers["HX-Reselect"], context.Response.Headers["HX-Reswap"]) = ("#main", "#main", "outerHTML");
                }
                // A fragment never becomes the sign-in page.
                else if (context.Request.IsHtmx())
                {
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    context.Response.Headers["HX-Redirect"] = context.RedirectUri;
                }
                else context.Response.Redirect(context.RedirectUri);
                return Task.CompletedTask;
            };
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddScoped(provider => provider.GetRequiredService<BoardDb>().Viewer);
        return services;
    }

    /// <summary>Begins a session for an account whose owner has proved to be who he says, and saves what else is pending.</summary>
    /// <returns>Whether the session not used for longest was ended because there were too many.</returns>
    public static async Task<bool> SignInAsync(HttpContext http, BoardDb db, Account account, SignInProof proof, Command command, CancellationToken stop, bool isFresh = true)
    {
        var (now, settings) = (http.RequestServices.GetRequiredService<TimeProvider>().UtcNow(), http.RequestServices.GetRequiredService<BoardContext>().Settings);
        var session = new Session(account, proof, now, http.NetworkAddress(), http.Request.Headers.UserAgent.ToString(), isFresh);
        var running = await db.Sessions.Running(account, settings, now).ToListAsync(stop);
        db.Sessions.Add(session);
        // Whoever signs in again in the same browser leaves no session behind that a copied cookie could go on with.
        if (http.User.SessionId() is { } earlier && await db.Sessions.SingleOrDefaultAsync(s => s.Id == earlier && s.EndedAt == null, stop) is { } old) old.End(now);
        // A person of a demonstration is many visitors.
        var tooMany = proof == SignInProof.Press ? [] : running.Where(s => s.EndedAt is null).OrderByDescending(s => s.SeenAt).Skip(SignInRules.MostSessions - 1).ToList();
        foreach (var oldest in tooMany) oldest.End(now);
        var name = await db.People.Where(p => p.Id == account.PersonId).Select(p => p.Name).SingleAsync(stop);
        (db.Viewer, db.From) = (new(account.PersonId, name, [], [], []), session.From);
        await db.SaveAsync(command, stop);
        var identity = new ClaimsIdentity(
            [new(SessionClaim, session.Id.ToString("N")), new(PersonClaim, account.PersonId.ToString("N")), new(ClaimTypes.NameIdentifier, account.Id.ToString("N"))],
            CookieAuthenticationDefaults.AuthenticationScheme);
        await http.SignInAsync(new ClaimsPrincipal(identity));
        return tooMany.Count > 0;
    }

    /// <summary>An account's sessions that are still good.</summary>
    public static IQueryable<Session> Running(this IQueryable<Session> sessions, Account account, BoardSettings settings, DateTime now)
    {
        var (idleSince, inReviewsSince, startedSince) = (now.AddMinutes(-settings.IdleMinutes), now.AddMinutes(-SignInRules.IdleMinutesInReviews), now.AddHours(-settings.LongestHours));
        return sessions.Where(s => s.PersonId == account.PersonId && s.AccountId == account.Id && s.Stamp == account.SecurityStamp
            && s.EndedAt == null && s.SeenAt > idleSince && (!s.InReviews || s.SeenAt > inReviewsSince) && s.StartedAt > startedSince);
    }

    /// <summary>The id of the session of this request; null when nobody is signed in.</summary>
    public static Guid? SessionId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(SessionClaim), out var id) ? id : null;

    /// <summary>Where a request comes from; empty when the connection does not say.</summary>
    public static string NetworkAddress(this HttpContext http) => http.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : "";

    /// <summary>Whether htmx asks, for a part of a page.</summary>
    public static bool IsHtmx(this HttpRequest request) => request.Headers.ContainsKey("HX-Request");

    private static async Task LoadViewerAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        // Files of the site ask nothing of the database, and neither do the pages that say it is away.
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null) return;
        var db = http.RequestServices.GetRequiredService<BoardDb>();
        db.From = http.NetworkAddress();
        try
        {
            if (await LoadAsync(http, context.Principal, http.RequestAborted) is { } who)
            {
                db.Viewer = who.Viewer;
                http.Features.Set(who);
                return;
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            http.Features.Set(new Fault(fault));
            context.RejectPrincipal();
            return;
        }
        context.RejectPrincipal();
        await http.SignOutAsync();
    }

    /// <summary>Who is signed in, with roles and access lists as they are at this moment; null when nobody is, or the session has ended.</summary>
    public static async Task<SignedInAs?> LoadAsync(HttpContext http, ClaimsPrincipal? user, CancellationToken stop) =>
        user?.SessionId() is { } session && Guid.TryParse(user.FindFirstValue(PersonClaim), out var person)
            ? await LoadAsync(http.RequestServices.GetRequiredService<BoardDb>(), session, person, http.RequestServices.GetRequiredService<BoardContext>(), http.RequestServices.GetRequiredService<TimeProvider>(), stop) : null;

    /// <summary>How this request's person signed in; null when nobody is.</summary>
    public static SignedInAs? As(this HttpContext http) => http.Features.Get<SignedInAs>();

    /// <summary>Signs in by the cookie. Whatever goes wrong in that is thrown only afterwards: the framework asks who is there once for a
    /// request and gives the same answer, or the same fault, again to the page that is to tell of the fault.</summary>
    public static void UseSignIn(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.Use((http, next) =>
        {
            if (http.Features.Get<Fault>() is { } fault && http.Features.Get<IExceptionHandlerFeature>() is null) ExceptionDispatchInfo.Throw(fault.Error);
            return next(http);
        });
        app.Use((http, next) => http.As() is { MustSetUp: true } && LeadsToSetUp(http) ? Task.CompletedTask : next(http));
        app.UseAuthorization();
    }

    // Whoever must have a second factor and has none goes nowhere but to where it is set up.
    private static bool LeadsToSetUp(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata is not { } page || page.GetMetadata<IAllowAnonymous>() is not null || page.GetMetadata<BeforeSecondFactorAttribute>() is not null) return false;
        var address = HttpMethods.IsGet(http.Request.Method) ? $"{SetUpAddress}?returnUrl={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}" : SetUpAddress;
        if (http.Request.IsHtmx())
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers["HX-Redirect"] = address;
        }
        else http.Response.Redirect(address);
        return true;
    }

    private sealed record Fault(Exception Error);

    private sealed record Row(string What, Guid Id, Guid? ScopeId, string? Role, string? Scope, string? GroupKind, DateTime? SeenAt, DateTime? Since, DateOnly? Until);

    private static async Task<SignedInAs?> LoadAsync(BoardDb db, Guid sessionId, Guid personId, BoardContext board, TimeProvider clock, CancellationToken stop)
    {
        var (now, today, settings) = (clock.UtcNow(), clock.Today(), board.Settings);
        var rows = new List<Row>();
        await foreach (var row in rowsOf.For(db)(db, sessionId, personId, now.AddMinutes(-settings.IdleMinutes), now.AddHours(-settings.LongestHours), today).WithCancellation(stop)) rows.Add(row);
        if (rows.FirstOrDefault(r => r.What == "person") is not { } me) return null;
        var inReviews = me.GroupKind is not null;
        if (inReviews && me.SeenAt <= now.AddMinutes(-SignInRules.IdleMinutesInReviews)) return null;
        db.SessionNotInReviews = inReviews ? null : sessionId;
        if (me.SeenAt < now.AddMinutes(-1))
            await db.Sessions.Where(s => s.Id == sessionId).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), stop);

        List<RoleHeld> roles = [.. rows.Where(r => r.What == "role").Select(r => new RoleHeld(Enum.Parse<Role>(r.Role!), Enum.Parse<ScopeKind>(r.Scope!), r.ScopeId, r.GroupKind is { } kind ? Enum.Parse<GroupKind>(kind) : null))];
        var organisations = rows.Where(r => r.What == "organisation").Select(r => r.Id)
            .Concat(roles.Where(r => r.Scope == ScopeKind.Organisation).Select(r => r.ScopeId!.Value));
        var (proof, since) = (Enum.Parse<SignInProof>(me.Scope!), me.Since!.Value);
        // A press was enough while this was a demonstration.
        if (proof == SignInProof.None || (proof == SignInProof.Press && !board.IsShown)) return null;
        if (SignInRules.MustSetUp(proof, settings.SecondFactor, roles, board.IsShown)) return new(new(personId, me.Role!, [], [], []), proof, since, MustSetUp: true);
        // Whoever need not have a second factor, and has none, reads what is public.
        if (!SignInRules.OpensWhatIsNotPublic(proof, board.IsShown)) return new(new(personId, me.Role!, roles, organisations, []), proof, since, MustSetUp: false);
        // A name on a list opens nothing once the last role has ended; the rule is Viewer.Of.
        var lists = rows.Where(r => r.What == "list" || (r.What == "named" && roles.Count > 0)).Select(r => r.Id).Distinct();
        var colleagues = rows.Where(r => r.What == "for").Select(r => new ActingFor(r.Id, r.Scope!, r.ScopeId!.Value, Enum.Parse<Role>(r.Role!), r.Until!.Value)).ToList();
        var away = rows.Where(r => r.What == "away").Select(r => ((string, DateOnly)?)(r.Role!, r.Until!.Value)).FirstOrDefault();
        Viewer viewer = new(personId, me.Role!, roles, organisations, lists);
        return new(colleagues.Count == 0 ? viewer : viewer.AlsoFor(colleagues), proof, since, MustSetUp: false, Away: away, EndsOn: OutsideReading.EndsOn([.. rows.Where(r => r.What == "role").Select(r => (Enum.Parse<Role>(r.Role!), r.Until))]));
    }

    private delegate IAsyncEnumerable<Row> RowsOf(BoardDb db, Guid session, Guid person, DateTime idleSince, DateTime startedSince, DateOnly today);

    // One command. Enums cross the Concat as text and are parsed after: projected as the enum, PostgreSQL throws and
    // SQLite silently gives the first member.
    private static readonly OncePerEngine<RowsOf> rowsOf = new(() => new(EF.CompileAsyncQuery((BoardDb db, Guid sessionId, Guid personId, DateTime idleSince, DateTime startedSince, DateOnly today) =>
        (from session in db.Sessions
         join account in db.Users on session.AccountId equals account.Id
         join someone in db.People on session.PersonId equals someone.Id
         where session.Id == sessionId && session.PersonId == personId && session.EndedAt == null && session.SeenAt > idleSince
             && session.StartedAt > startedSince && account.EndedAt == null && account.SecurityStamp == session.Stamp
         select new { What = "person", someone.Id, ScopeId = (Guid?)null, Role = (string?)someone.Name, Scope = (string?)session.Proof.ToString(), GroupKind = session.InReviews ? "reviews" : (string?)null, SeenAt = (DateTime?)session.SeenAt, Since = (DateTime?)session.StartedAt, Until = (DateOnly?)null })
        .Concat(
            from holding in db.RoleHoldings
            where holding.PersonId == personId && holding.From <= today && (holding.Until == null || holding.Until >= today)
            join meets in db.Groups on holding.ScopeId equals meets.Id into groups
            from meets in groups.DefaultIfEmpty()
            select new { What = "role", holding.Id, holding.ScopeId, Role = (string?)holding.Role.ToString(), Scope = (string?)holding.Scope.ToString(), GroupKind = (string?)meets!.Kind.ToString(), SeenAt = (DateTime?)null, Since = (DateTime?)null, holding.Until })
        .Concat(
            from holding in db.PostHoldings
            join post in db.Posts on holding.PostId equals post.Id
            where holding.PersonId == personId && holding.From <= today && (holding.Until == null || holding.Until >= today)
            select new { What = "organisation", Id = post.OrganisationId, ScopeId = (Guid?)null, Role = (string?)null, Scope = (string?)null, GroupKind = (string?)null, SeenAt = (DateTime?)null, Since = (DateTime?)null, Until = (DateOnly?)null })
        .Concat(
            from member in db.AccessListMembers
            where member.MemberId == personId && member.Kind == MemberKind.Person && member.From <= today && (member.Until == null || member.Until >= today)
            select new { What = "named", Id = member.AccessListId, ScopeId = (Guid?)null, Role = (string?)null, Scope = (string?)null, GroupKind = (string?)null, SeenAt = (DateTime?)null, Since = (DateTime?)null, Until = (DateOnly?)null })
        .Concat( // by what the person holds, so that the lists of everybody else are never read
            from holding in db.RoleHoldings
            where holding.PersonId == personId && holding.From <= today && (holding.Until == null || holding.Until >= today)
            join member in db.AccessListMembers on holding.ScopeId equals (Guid?)member.MemberId
            where ((member.Kind == MemberKind.Group && holding.Scope == ScopeKind.Group) || (member.Kind == MemberKind.Organisation && holding.Scope == ScopeKind.Organisation))
                && member.From <= today && (member.Until == null || member.Until >= today)
            select new { What = "list", Id = member.AccessListId, ScopeId = (Guid?)null, Role = (string?)null, Scope = (string?)null, GroupKind = (string?)null, SeenAt = (DateTime?)null, Since = (DateTime?)null, Until = (DateOnly?)null })
        .Concat(
            from holding in db.PostHoldings
            join post in db.Posts on holding.PostId equals post.Id
            where holding.PersonId == personId && holding.From <= today && (holding.Until == null || holding.Until >= today)
            join member in db.AccessListMembers on post.OrganisationId equals member.MemberId
            where member.Kind == MemberKind.Organisation && member.From <= today && (member.Until == null || member.Until >= today)
            select new { What = "list", Id = member.AccessListId, ScopeId = (Guid?)null, Role = (string?)null, Scope = (string?)null, GroupKind = (string?)null, SeenAt = (DateTime?)null, Since = (DateTime?)null, Until = (DateOnly?)null })
        .Concat(
            from delegation in db.Delegations
            where delegation.ToId == personId && delegation.From <= today && delegation.Until >= today && db.Users.Any(a => a.PersonId == delegation.FromId && a.EndedAt == null)
            join colleague in db.People on delegation.FromId equals colleague.Id
            join holding in db.RoleHoldings on delegation.FromId equals holding.PersonId
            where holding.Scope == ScopeKind.Organisation && holding.From <= today && (holding.Until == null || holding.Until >= today)
            select new { What = "for", colleague.Id, holding.ScopeId, Role = (string?)holding.Role.ToString(), Scope = (string?)colleague.Name, GroupKind = (string?)null, SeenAt = (DateTime?)null, Since = (DateTime?)null, Until = (DateOnly?)delegation.Until })
        .Concat(
            from delegation in db.Delegations
            where delegation.FromId == personId && delegation.From <= today && delegation.Until >= today
            join colleague in db.People on delegation.ToId equals colleague.Id
            select new { What = "away", colleague.Id, ScopeId = (Guid?)null, Role = (string?)colleague.Name, Scope = (string?)null, GroupKind = (string?)null, SeenAt = (DateTime?)null, Since = (DateTime?)null, Until = (DateOnly?)delegation.Until })
        .Select(r => new Row(r.What, r.Id, r.ScopeId, r.Role, r.Scope, r.GroupKind, r.SeenAt, r.Since, r.Until)))));
}
