using System.Net;
using System.Text.RegularExpressions;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Site;

public partial class RequestSecurityTests(Board board, BoardApp template) : IClassFixture<Board>
{
    private const string Password = "a long enough password";

    public static TheoryData<string> Elsewhere => ["//evil.example", "/\\evil.example", "\\\\evil.example", "/%09/evil.example", "\t//evil.example", "https:evil.example",
        "https://evil.example", "http://127.0.0.1@evil.example", "javascript:alert(1)", "///evil.example", "/\t/evil.example", " //evil.example", "~//evil.example"];

    [Theory, MemberData(nameof(Elsewhere))]
    [Trait("threat", "T20")]
    [Trait("asvs", "V3.7.2")]
    public async Task Signing_in_never_leads_to_another_site(string returnUrl)
    {
        await GivePasswordAsync(board, Somebody.Officer);
        using var client = await board.AnyoneAsync();
        var page = await client.OpenAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");

        // The client refuses to be led to another address.
        var home = await client.PressAsync(page, "Sign in", ("Input.Email", Somebody.Officer.Email), ("Input.Password", Password));

        Assert.NotEqual("/sign-in", home.Path.Split('?')[0]);
        Assert.DoesNotContain("//evil", home.Path, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T17")]
    [Trait("asvs", "V3.5.1")]
    public async Task No_address_takes_a_post_without_the_forms_token()
    {
        var people = new List<Client>();
        foreach (var somebody in new[] { Somebody.Administrator, Somebody.Officer, Somebody.SocialCareLead, Somebody.QualityChair }) people.Add(await board.AsAsync(somebody));
        List<string> taken = [];
        foreach (var path in PostAddresses())
        {
            var answers = new List<HttpStatusCode>();
            foreach (var client in people) answers.Add((await client.SendAsync(new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([]) })).Status);
            // 403: not even that far. At least one of them gets as far as the token.
            if (!answers.Contains(HttpStatusCode.BadRequest) || answers.Except([HttpStatusCode.BadRequest, HttpStatusCode.Forbidden]).Any()) taken.Add($"{path}: {string.Join(", ", answers)}");
        }

        Assert.True(PostAddresses().Count > 5);
        Assert.Empty(taken);
    }

    [Fact]
    [Trait("threat", "T17")]
    public async Task A_post_that_a_browser_calls_cross_site_is_refused()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-out");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        Assert.Equal(HttpStatusCode.BadRequest, (await officer.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData("/sign-in"), InlineData("/"), InlineData("/nowhere"), InlineData("/settings"), InlineData("/vendor/app.css"), InlineData("/health/live"), InlineData("/audit?handler=Csv")]
    [Trait("asvs", "V3.4.3"), Trait("asvs", "V3.4.4"), Trait("asvs", "V3.4.5"), Trait("asvs", "V3.4.6")]
    public async Task Every_answer_tells_the_browser_what_to_refuse(string path)
    {
        var officer = await board.AsAsync(Somebody.Officer);

        var answer = await officer.AskAsync(path);

        Assert.Contains("default-src 'self'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("same-origin", answer.Headers["Referrer-Policy"]);
        Assert.Equal("same-origin", answer.Headers["Cross-Origin-Opener-Policy"]);
        Assert.True(answer.Headers.ContainsKey("Permissions-Policy"));
        Assert.False(answer.Headers.ContainsKey("Server"));
    }

    [Fact]
    [Trait("threat", "T16")]
    [Trait("asvs", "V6.3.8")]
    public async Task A_known_and_an_unknown_address_get_the_same_answer()
    {
        await GivePasswordAsync(board, Somebody.PoliceLead);

        var known = await TryAsync(board, Somebody.PoliceLead.Email, "wrong password");
        var unknown = await TryAsync(board, "nobody@tests.example", "wrong password");
        var withoutPassword = await TryAsync(board, Somebody.Trainer.Email, "wrong password");

        Assert.Equal(known.Status, unknown.Status);
        Assert.Equal(known.Text.Replace(Somebody.PoliceLead.Email, "", StringComparison.Ordinal), unknown.Text.Replace("nobody@tests.example", "", StringComparison.Ordinal));
        Assert.Equal(known.Errors, withoutPassword.Errors);
    }

    [Fact]
    [Trait("threat", "T15")]
    [Trait("asvs", "V7.4.1")]
    public async Task An_ended_session_opens_nothing_from_the_next_request_on()
    {
        var officer = await board.AsAsync(Somebody.Officer);
        Assert.Equal(HttpStatusCode.OK, (await officer.AskAsync("/audit")).Status);

        await using (var db = board.OpenAll())
        {
            foreach (var session in await db.Sessions.Where(s => s.PersonId == Somebody.Officer.Id).ToListAsync(TestContext.Current.CancellationToken)) session.End(board.Clock.UtcNow());
            await db.SaveAsync(Command.Now("End sessions"), TestContext.Current.CancellationToken);
        }

        Assert.StartsWith("/sign-in", (await officer.AskAsync("/audit")).Location, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T18")]
    [Trait("asvs", "V15.3.3")]
    public async Task Fields_that_a_form_never_offered_are_not_taken()
    {
        await using var own = await Board.NewAsync(template);
        var administrator = await own.AsAsync(Somebody.Administrator);
        var settings = await administrator.OpenAsync("/settings");

        var saved = await administrator.OverpostAsync(settings, "Save settings", ("Input.Name", "A new name"), ("Input.IsDemonstration", "true"), ("IsDemonstration", "true"),
            ("SettingsId", Guid.NewGuid().ToString()), ("Settings.IsDemonstration", "true"), ("Command.Result", "//evil.example"), ("Command.Deed", "Nothing"));

        await using var db = own.OpenAll();
        var now = await db.Settings.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("A new name", false), (now.Name, now.IsDemonstration));
        Assert.Equal("/settings", saved.Path);
        Assert.Contains("A new name", saved.Html.Title, StringComparison.Ordinal);
        Assert.DoesNotContain(await db.AuditEntries.Select(e => e.Deed).ToListAsync(TestContext.Current.CancellationToken), deed => deed == "Nothing");
    }

    private static async Task GivePasswordAsync(Board board, Somebody somebody)
    {
        await using var db = board.OpenAll();
        var account = await db.Users.SingleAsync(a => a.PersonId == somebody.Id);
        if (account.PasswordHash is not null) return;
        account.PasswordHash = new PasswordHasher<Account>().HashPassword(account, Password);
        await db.SaveAsync(Command.Now("Tests: password"), default);
    }

    private static async Task<Screen> TryAsync(Board board, string email, string password)
    {
        using var client = await board.AnyoneAsync();
        return await client.PressAsync(await client.OpenAsync("/sign-in"), "Sign in", ("Input.Email", email), ("Input.Password", password));
    }

    private List<string> PostAddresses()
    {
        var pages = board.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>();
        var loader = board.Services.GetRequiredService<PageLoader>();
        return [.. from page in pages
                   let compiled = loader.LoadAsync(page, Microsoft.AspNetCore.Http.EndpointMetadataCollection.Empty).GetAwaiter().GetResult()
                   where !compiled.ModelTypeInfo!.Name.StartsWith("Error", StringComparison.Ordinal) && !compiled.ModelTypeInfo.IsDefined(typeof(Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute), true)
                   from handler in compiled.HandlerMethods.Where(h => h.HttpMethod == "Post")
                   let path = "/" + RouteValue().Replace(page.AttributeRouteInfo!.Template!, m => m.Groups[1].Value.Contains("guid", StringComparison.Ordinal) ? Guid.NewGuid().ToString() : m.Groups[1].Value.Contains("int", StringComparison.Ordinal) ? "1" : "finding")
                   select handler.Name is null ? path : $"{path}?handler={handler.Name}"];
    }

    [GeneratedRegex(@"\{([^}]*)\}")]
    private static partial Regex RouteValue();
}
