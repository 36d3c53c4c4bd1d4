using System.Security.Claims;
using Goldthread.Domain;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Goldthread.Benchmarks;

/// <summary>Somebody who is signed in, as after the sign-in page.</summary>
internal static class Visitor
{
    /// <summary>Begins a session.</summary>
    /// <returns>The cookie of the browser and the id of the session.</returns>
    public static async Task<(string Cookie, string Session)> SignInAsync(IServiceProvider services, Account account)
    {
        var db = services.GetRequiredService<BoardDb>();
        db.Viewer = Viewer.System("benchmarks");
        Session session = new(account, SignInProof.PasswordAndCode, DateTime.UtcNow, "127.0.0.1", "benchmarks");
        db.Add(session);
        await db.SaveAsync(Command.Now("Benchmarks: sign in"), default);
        var cookie = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        ClaimsIdentity identity = new([new("session", session.Id.ToString("N")), new("person", session.PersonId.ToString("N")), new(ClaimTypes.NameIdentifier, account.Id.ToString("N"))],
            CookieAuthenticationDefaults.AuthenticationScheme);
        AuthenticationTicket ticket = new(new(identity), new() { IssuedUtc = DateTimeOffset.UtcNow, ExpiresUtc = DateTimeOffset.UtcNow.AddHours(9) }, CookieAuthenticationDefaults.AuthenticationScheme);
        return ($"{cookie.Cookie.Name}={cookie.TicketDataFormat.Protect(ticket)}", session.Id.ToString());
    }

    /// <summary>The same for somebody of a board that is there.</summary>
    public static async Task<(string Cookie, string Session)> SignInAsync(BoardOptions options, string name)
    {
        await using var app = WebBoard.Build(options, builder => builder.Logging.ClearProviders());
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        return await SignInAsync(scope.ServiceProvider, await db.Users.SingleAsync(a => db.People.Any(p => p.Id == a.PersonId && p.Name == name)));
    }
}
