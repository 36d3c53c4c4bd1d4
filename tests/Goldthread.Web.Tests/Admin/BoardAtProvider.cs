using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Goldthread.Web.Tests.Admin;

/// <summary>A board whose people may sign in by a provider, and the provider.</summary>
internal sealed class BoardAtProvider : IAsyncDisposable
{
    /// <summary>What everybody is told who may not come in.</summary>
    public const string Refused = "there is no account here that you can use with it";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public required Board Board { get; init; }
    public required TestProvider Provider { get; init; }

    public async Task<Client> BrowserAsync(Somebody? somebody = null, SignInProof proof = SignInProof.PasswordAndCode)
    {
        var browser = somebody is null ? await Board.AnyoneAsync() : await Board.AsAsync(somebody, proof);
        browser.Elsewhere.Add(new Uri(Provider.Address).Authority);
        return browser;
    }

    /// <summary>Goes to the provider and back.</summary>
    public async Task<Screen> ComeAsync(Client browser, string from = "/sign-in/by/council")
    {
        browser.Elsewhere.Add(new Uri(Provider.Address).Authority);
        return await browser.OpenAsync(await BackAsync(await browser.AskAsync(from)));
    }

    /// <summary>What the provider sends the browser back with.</summary>
    public static async Task<string> BackAsync(Screen leaving)
    {
        Assert.NotNull(leaving.Abroad);
        using HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var answer = await http.GetAsync(leaving.Abroad, Stop);
        return answer.Headers.Location?.PathAndQuery ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(Stop));
    }

    public async ValueTask DisposeAsync()
    {
        await Board.DisposeAsync();
        await Provider.DisposeAsync();
    }

    /// <summary>Starts both.</summary>
    public static async Task<BoardAtProvider> BeginAsync(BoardApp template, Func<IdentityProvider, IdentityProvider>? change = null)
    {
        var provider = await TestProvider.StartAsync(Board.NewClock());
        var setUp = (change ?? (p => p))(provider.SetUp("Social Care", "tests.example"));
        return new() { Provider = provider, Board = await Board.NewAsync(template, o => o with { IdentityProviders = [setUp] }) };
    }

    /// <summary>How many accounts go with somebody there.</summary>
    public async Task<int> LinksAsync()
    {
        await using var db = Board.OpenAll();
        return await db.UserLogins.CountAsync(Stop);
    }

    /// <summary>Lets an account go with somebody there.</summary>
    public async Task LinkAsync(Somebody somebody, string subject)
    {
        await using var db = Board.OpenAll();
        db.UserLogins.Add(new() { UserId = (await db.Users.SingleAsync(a => a.PersonId == somebody.Id, Stop)).Id, LoginProvider = Provider.Address, ProviderKey = subject, ProviderDisplayName = "Council account" });
        await db.SaveAsync(Command.Now("Tests: linked"), Stop);
    }
}
