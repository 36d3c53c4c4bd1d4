using System.Security.Claims;
using System.Security.Cryptography;
using Goldthread.Domain.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Goldthread.Web.Tests.Admin;

/// <summary>A real OpenID provider (OpenIddict) on a port of its own, which signs in whomever a test says without asking, and can be made
/// to lie.</summary>
public sealed class TestProvider : IAsyncDisposable
{
    private const string Client = "goldthread", Secret = "a secret that both know";
    private readonly RsaSecurityKey key = new(RSA.Create(2048));
    private WebApplication? app;

    /// <summary>Its address, and what it calls itself.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What its tokens say besides what every token says; a null takes one away.</summary>
    public Dictionary<string, object?> Says { get; } = [];

    /// <summary>What it says of the person when it is asked beside the token.</summary>
    public Dictionary<string, object> SaysWhenAsked { get; } = [];

    /// <summary>Changes a token before it is signed.</summary>
    public Action<IDictionary<string, object>>? Lies { get; set; }

    /// <summary>A key to sign with that is not its own.</summary>
    public SecurityKey? ForgedKey { get; set; }

    /// <summary>The error it answers with, in the place of a code.</summary>
    public string? Error { get; set; }

    /// <summary>What the last browser that came was sent with.</summary>
    public OpenIddictRequest? Asked { get; private set; }

    /// <summary>How often a code was given for a token.</summary>
    public int Tokens { get; private set; }

    /// <summary>Starts one.</summary>
    public static async Task<TestProvider> StartAsync(TimeProvider clock)
    {
        TestProvider provider = new();
        await provider.RunAsync(clock);
        return provider;
    }

    /// <summary>How a board is set up for it.</summary>
    public IdentityProvider SetUp(string organisation, string domain, string key = "council") => new()
    {
        Key = key,
        Name = "Council account",
        Authority = Address,
        ClientId = Client,
        ClientSecret = Secret,
        Organisation = organisation,
        Domains = [domain],
        Strong = ["mfa"],
    };

    /// <summary>Lets in whoever has this address; what it calls the person follows from it.</summary>
    public void LetIn(string email, bool isVerified = true, params string[] methods)
    {
        (Says["sub"], Says["email"], Says["email_verified"]) = ($"at the council: {email}", email, isVerified);
        Says["amr"] = methods.Length > 0 ? methods : null;
    }

    private async Task RunAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("/authorize").SetTokenEndpointUris("/token").SetUserInfoEndpointUris("/person").SetEndSessionEndpointUris("/leave");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().EnableDegradedMode().RegisterScopes("email");
            server.AddSigningKey(key).AddEphemeralEncryptionKey();
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.Configure(options => options.TimeProvider = clock);
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                Asked = context.Request;
                if (context.ClientId != Client || context.RedirectUri is not { } back || !new Uri(back).IsLoopback) context.Reject("invalid_client");
                return default;
            }));
            server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (Error is not null)
                {
                    context.Reject(Error, "as the test says");
                    return default;
                }
                ClaimsIdentity identity = new("tests");
                identity.AddClaim(new Claim("sub", Says.GetValueOrDefault("sub") as string ?? "somebody"));
                ClaimsPrincipal principal = new(identity);
                principal.SetScopes("openid", "email");
                context.SignIn(principal);
                return default;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client || context.ClientSecret != Secret) context.Reject("invalid_client");
                return default;
            }));
            server.AddEventHandler<HandleUserInfoRequestContext>(handler => handler.SetOrder(int.MaxValue - 1).UseInlineHandler(context =>
            {
                context.Subject = SaysWhenAsked.GetValueOrDefault("sub") as string ?? Says.GetValueOrDefault("sub") as string;
                if (SaysWhenAsked.GetValueOrDefault("email") is string email) context.Claims["email"] = email;
                if (SaysWhenAsked.GetValueOrDefault("email_verified") is bool verified) context.Claims["email_verified"] = verified;
                return default;
            }));
            server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(_ => default));
            server.AddEventHandler<ApplyTokenResponseContext>(handler => handler.SetOrder(int.MinValue + 1).UseInlineHandler(context =>
            {
                if (context.Response.IdToken is not { } token) return default;
                Tokens++;
                context.Response.IdToken = Sign(token, clock);
                return default;
            }));
        });
        app = builder.Build();
        await app.StartAsync();
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/";
        // The first answer compiles the whole of it, on a busy machine for longer than a board waits for a provider.
        using HttpClient first = new();
        foreach (var path in new[] { ".well-known/openid-configuration", ".well-known/jwks" }) await first.GetStringAsync(Address + path);
    }

    private string Sign(string token, TimeProvider clock)
    {
        JsonWebToken itself = new(token);
        var claims = itself.Claims.GroupBy(c => c.Type).ToDictionary(g => g.Key, g => itself.GetPayloadValue<object>(g.Key));
        claims["auth_time"] = clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (var (name, value) in Says)
        {
            if (value is null) claims.Remove(name);
            else claims[name] = value;
        }
        Lies?.Invoke(claims);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = new(ForgedKey ?? key, SecurityAlgorithms.RsaSha256) });
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        key.Rsa.Dispose();
    }
}
