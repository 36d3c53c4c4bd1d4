using System.Runtime.ExceptionServices;
using System.Security.Claims;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Domain.Governance;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Site;

/// <summary>Sign-in by a cookie that only names a session. Session, roles and access lists are read in one command at
/// every request and never cached, so that ending or removing takes effect at the next.</summary>
public static class SignedIn
{
    /// <summary>A session not used for this long has ended.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>A session ends after this long, used or not.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(10);

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
            cookie.ExpireTimeSpan = Longest;
            cookie.SlidingExpiration = false;
            cookie.Events.OnValidatePrincipal = LoadViewerAsync;
            cookie.Events.OnRedirectToLogin = context =>
            {
                // A fragment never becomes the sign-in page.
                if (context.Request.IsHtmx())
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

    /// <summary>Begins a session for an account whose owner has proved to be who he says.</summary>
    public static async Task SignInAsync(HttpContext http, BoardDb db, Account account, DateTime now, CancellationToken stop)
    {
        var session = new Session(account, now, http.NetworkAddress(), http.Request.Headers.UserAgent.ToString());
        db.Sessions.Add(session);
        // Whoever signs in again in the same browser leaves no session behind that a copied cookie could go on with.
        if (http.User.SessionId() is { } earlier && await db.Sessions.SingleOrDefaultAsync(s => s.Id == earlier && s.EndedAt == null, stop) is { } old) old.End(now);
        var name = await db.People.Where(p => p.Id == account.PersonId).Select(p => p.Name).SingleAsync(stop);
        (db.Viewer, db.From) = (new(account.PersonId, name, [], [], []), session.From);
        await db.SaveAsync(Command.Now("Sign in"), stop);
        var identity = new ClaimsIdentity(
            [new(SessionClaim, session.Id.ToString("N")), new(PersonClaim, account.PersonId.ToString("N")), new(ClaimTypes.NameIdentifier, account.Id.ToString("N"))],
            CookieAuthenticationDefaults.AuthenticationScheme);
        await http.SignInAsync(new ClaimsPrincipal(identity));
    }

    /// <summary>The id of the session of this request; null when nobody is signed in.</summary>
    public static Guid? SessionId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(SessionClaim), out var id) ? id : null;

    /// <summary>Where a request comes from; empty when the connection does not say.</summary>
    public static string NetworkAddress(this HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Whether htmx asks, for a part of a page.</summary>
    public static bool IsHtmx(this HttpRequest request) => request.Headers.ContainsKey("HX-Request");

    private static async Task LoadViewerAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        // Files of the site ask nothing of the database, and neither do the pages that say it is away.
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null) return;
        var db = http.RequestServices.GetRequiredService<BoardDb>();
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        db.From = http.NetworkAddress();
        try
        {
            if (await LoadAsync(db, context.Principal, clock, http.RequestAborted) is { } viewer)
            {
                db.Viewer = viewer;
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
    public static async Task<Viewer?> LoadAsync(BoardDb db, ClaimsPrincipal? user, TimeProvider clock, CancellationToken stop) =>
        user?.SessionId() is { } session && Guid.TryParse(user.FindFirstValue(PersonClaim), out var person) ? await LoadAsync(db, session, person, clock, stop) : null;

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
        app.UseAuthorization();
    }

    private sealed record Fault(Exception Error);

    private sealed record Row(string What, Guid Id, Guid? ScopeId, string? Role, string? Scope, string? GroupKind, DateTime? SeenAt);

    private static async Task<Viewer?> LoadAsync(BoardDb db, Guid sessionId, Guid personId, TimeProvider clock, CancellationToken stop)
    {
        var now = clock.UtcNow();
        var today = clock.Today();
        var rows = new List<Row>();
        await foreach (var row in rowsOf.For(db)(db, sessionId, personId, now - Idle, now - Longest, today).WithCancellation(stop)) rows.Add(row);
        if (rows.FirstOrDefault(r => r.What == "person") is not { } me) return null;
        if (me.SeenAt < now.AddMinutes(-1))
            await db.Sessions.Where(s => s.Id == sessionId).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), stop);

        List<RoleHeld> roles = [.. rows.Where(r => r.What == "role").Select(r => new RoleHeld(Enum.Parse<Role>(r.Role!), Enum.Parse<ScopeKind>(r.Scope!), r.ScopeId, r.GroupKind is { } kind ? Enum.Parse<GroupKind>(kind) : null))];
        var organisations = rows.Where(r => r.What == "organisation").Select(r => r.Id)
            .Concat(roles.Where(r => r.Scope == ScopeKind.Organisation).Select(r => r.ScopeId!.Value));
        return new(personId, me.Role!, roles, organisations, rows.Where(r => r.What == "list").Select(r => r.Id));
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
         select new { What = "person", someone.Id, ScopeId = (Guid?)null, Role = (string?)someone.Name, Scope = (string?)null, GroupKind = (string?)null, SeenAt = (DateTime?)session.SeenAt })
        .Concat(
            from holding in db.RoleHoldings
            where holding.PersonId == personId && holding.From <= today && (holding.Until == null || holding.Until >= today)
            join meets in db.Groups on holding.ScopeId equals meets.Id into groups
            from meets in groups.DefaultIfEmpty()
            select new { What = "role", holding.Id, holding.ScopeId, Role = (string?)holding.Role.ToString(), Scope = (string?)holding.Scope.ToString(), GroupKind = (string?)meets!.Kind.ToString(), SeenAt = (DateTime?)null })
        .Concat(
            from holding in db.PostHoldings
            join post in db.Posts on holding.PostId equals post.Id
            where holding.PersonId == personId && holding.From <= today && (holding.Until == null || holding.Until >= today)
            select new { What = "organisation", Id = post.OrganisationId, ScopeId = (Guid?)null, Role = (string?)null, Scope = (string?)null, GroupKind = (string?)null, SeenAt = (DateTime?)null })
        .Concat(
            from member in db.AccessListMembers
            where member.From <= today && (member.Until == null || member.Until >= today)
                && ((member.Kind == MemberKind.Person && member.MemberId == personId)
                    || (member.Kind == MemberKind.Group && db.RoleHoldings.Any(h => h.PersonId == personId && h.Scope == ScopeKind.Group && h.ScopeId == member.MemberId
                        && h.From <= today && (h.Until == null || h.Until >= today)))
                    || (member.Kind == MemberKind.Organisation
                        && (db.RoleHoldings.Any(h => h.PersonId == personId && h.Scope == ScopeKind.Organisation && h.ScopeId == member.MemberId
                                && h.From <= today && (h.Until == null || h.Until >= today))
                            || db.PostHoldings.Any(h => h.PersonId == personId && h.From <= today && (h.Until == null || h.Until >= today)
                                && db.Posts.Any(p => p.Id == h.PostId && p.OrganisationId == member.MemberId)))))
            select new { What = "list", Id = member.AccessListId, ScopeId = (Guid?)null, Role = (string?)null, Scope = (string?)null, GroupKind = (string?)null, SeenAt = (DateTime?)null })
        .Select(r => new Row(r.What, r.Id, r.ScopeId, r.Role, r.Scope, r.GroupKind, r.SeenAt)))));
}
