using System.Collections;
using System.Collections.Concurrent;
using System.Security.Claims;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Goldthread.Web.Site;

/// <summary>Identity providers of organisations (ADR 18): those that are set up well, and what is wrong with the others. Neither a wrong
/// setting nor a provider that is away keeps the board from starting, or anybody from signing in otherwise.</summary>
public sealed class IdentityProviders(BoardOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>Name of the settings that hold them, followed by a provider's key and the setting's name.</summary>
    public const string Setting = "GOLDTHREAD_OIDC";

    private static readonly TimeSpan Known = TimeSpan.FromMinutes(1), LongestAnswer = TimeSpan.FromSeconds(8), LongestForHealth = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, (OpenIdConnectConfiguration? Is, string? Problem, DateTimeOffset At)> asked = [];
    private readonly HttpClient http = NewClient();

    /// <summary>Those that somebody may sign in by.</summary>
    public IReadOnlyList<IdentityProvider> All { get; } = [.. options.IdentityProviders.Where(p => p.Problems().Count == 0)];

    /// <summary>What is wrong with the settings, for whoever wrote them.</summary>
    public IReadOnlyList<string> SettingProblems { get; } =
        [.. options.IdentityProviders.SelectMany(p => p.Problems().Select(problem => $"{Setting}__{p.Key.ToUpperInvariant()}__{problem.Field.ToUpperInvariant()} {problem.Message}"))];

    /// <summary>The one with this key; null for none.</summary>
    public IdentityProvider? Find(string? key) => All.FirstOrDefault(p => p.Key == key);

    /// <summary>The one that calls itself so; null for none.</summary>
    public IdentityProvider? OfIssuer(string? issuer) => All.FirstOrDefault(p => p.Authority == issuer);

    /// <summary>Where a provider sends people back to: one address for each, so that none answers for another.</summary>
    public static string BackPath(IdentityProvider provider) => $"/sign-in/by/{provider.Key}/back";

    /// <summary>The framework's name for one.</summary>
    public static string Scheme(IdentityProvider provider) => $"by-{provider.Key}";

    /// <summary>What a provider says of itself, and what keeps people from signing in by it. Asked at most once a minute.</summary>
    public async Task<(OpenIdConnectConfiguration? Is, string? Problem)> AskAsync(IdentityProvider provider, CancellationToken stop, TimeSpan? longest = null)
    {
        if (asked.TryGetValue(provider.Key, out var known) && clock.GetUtcNow() - known.At < Known && known.Problem is null) return (known.Is, null);
        OpenIdConnectConfiguration? itself = null;
        string? problem;
        try
        {
            using var inTime = CancellationTokenSource.CreateLinkedTokenSource(stop);
            inTime.CancelAfter(longest ?? LongestAnswer);
            itself = await OpenIdConnectConfigurationRetriever.GetAsync(MetadataAddress(provider), Retriever(http), inTime.Token);
            problem = WhatIsWrong(provider, itself);
        }
        catch (Exception away) when (away is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            problem = "does not answer";
        }
        if (problem is not null) itself = null;
        asked[provider.Key] = (itself, problem, clock.GetUtcNow());
        return (itself, problem);
    }

    /// <summary>What whoever runs the board should know: wrong settings, and providers that can't be signed in by.</summary>
    public async Task<IReadOnlyList<string>> WorriesAsync(CancellationToken stop)
    {
        var answers = await Task.WhenAll(All.Select(async provider => (provider.Key, (await AskAsync(provider, stop, LongestForHealth)).Problem))); // which has three seconds for everything
        return [.. SettingProblems, .. answers.Where(a => a.Problem is not null).Select(a => $"The identity provider {a.Key} {a.Problem}")];
    }

    /// <summary>Reads the settings: each group is a provider, by its key.</summary>
    public static IReadOnlyList<IdentityProvider> Read(IDictionary environment)
    {
        var settings = environment.Cast<DictionaryEntry>().Select(e => ((string)e.Key, Value: (string?)e.Value))
            .Where(e => e.Item1.StartsWith(Setting + "__", StringComparison.OrdinalIgnoreCase) && e.Value is { Length: > 0 })
            .Select(e => (Path: e.Item1[(Setting.Length + 2)..].Split("__", 2), Value: e.Value!.Trim())).Where(e => e.Path.Length == 2);
        return [.. settings.GroupBy(s => s.Path[0].ToLowerInvariant()).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Of(g.Key, g.ToLookup(s => s.Path[1].ToUpperInvariant(), s => s.Value)))];
    }

    private static IdentityProvider Of(string key, ILookup<string, string> values)
    {
        string Value(string name) => values[name].FirstOrDefault() ?? "";
        string[] Many(string name) => Value(name).Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        return new()
        {
            Key = key,
            Name = Value("NAME"),
            Authority = Value("AUTHORITY"),
            ClientId = Value("CLIENT_ID"),
            ClientSecret = Value("CLIENT_SECRET"),
            Organisation = Value("ORGANISATION"),
            Domains = Many("DOMAINS"),
            VerifiedBy = Value("VERIFIED_BY") is { Length: > 0 } claim ? claim : "email_verified",
            Strong = Many("STRONG"),
            IsOnlyWay = Value("ONLY_WAY").Equals("yes", StringComparison.OrdinalIgnoreCase),
        };
    }

    internal static string MetadataAddress(IdentityProvider provider) => provider.Authority.TrimEnd('/') + "/.well-known/openid-configuration";

    // Nothing is followed to where it leads, and nothing large is read (T19).
    internal static HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(3), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    internal static HttpDocumentRetriever Retriever(HttpClient http) => new(http) { RequireHttps = false }; // each address is looked at: see WhatIsWrong

    // One that calls itself by another's name is not believed (mix-up), and where it sends secrets and people is encrypted.
    internal static string? WhatIsWrong(IdentityProvider provider, OpenIdConnectConfiguration itself) =>
        !string.Equals(itself.Issuer, provider.Authority, StringComparison.Ordinal) ? "calls itself by another address than its setting AUTHORITY"
        : !IdentityProvider.IsSafe(itself.AuthorizationEndpoint) || !IdentityProvider.IsSafe(itself.TokenEndpoint) || !IdentityProvider.IsSafe(itself.JwksUri)
            || (!string.IsNullOrEmpty(itself.UserInfoEndpoint) && !IdentityProvider.IsSafe(itself.UserInfoEndpoint)) ? "names addresses that are not encrypted"
        : null;

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}

/// <summary>Registers the framework's own client of OpenID Connect for each provider.</summary>
internal static class ProviderSignIn
{
    /// <summary>What goes to the provider and back, sealed: when, and what for.</summary>
    public const string BegunAt = "begun", Confirms = "confirms";

    public static IServiceCollection AddIdentityProviders(this IServiceCollection services, BoardOptions options)
    {
        services.AddSingleton<IdentityProviders>();
        services.AddScoped<ProviderPeople>();
        services.AddScoped<ByProvider>();
        foreach (var provider in options.IdentityProviders.Where(p => p.Problems().Count == 0))
            services.AddAuthentication().AddOpenIdConnect(IdentityProviders.Scheme(provider), oidc => Configure(oidc, provider, options));
        return services;
    }

    private static void Configure(OpenIdConnectOptions oidc, IdentityProvider provider, BoardOptions options)
    {
        var http = IdentityProviders.NewClient();
        (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (provider.Authority, provider.ClientId, provider.ClientSecret);
        oidc.RequireHttpsMetadata = false; // IdentityProvider.IsSafe: https, or this machine
        oidc.Backchannel = http;
        oidc.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(IdentityProviders.MetadataAddress(provider), new OpenIdConnectConfigurationRetriever(), IdentityProviders.Retriever(http), new Checked(provider));
        // The code comes back by GET: a post from another site is refused here (T17), and cookies for it would have to go to every site.
        (oidc.ResponseType, oidc.ResponseMode, oidc.UsePkce) = ("code", "query", true);
        oidc.CallbackPath = IdentityProviders.BackPath(provider);
        oidc.Scope.Clear();
        foreach (var scope in new[] { "openid", "email" }) oidc.Scope.Add(scope);
        oidc.MapInboundClaims = false;
        // Where the token itself says no address, the provider is asked for it (OpenID Connect Core 5.4): the framework looks that the answer
        // is about the same person. The framework would also take acr away.
        oidc.GetClaimsFromUserInfoEndpoint = true;
        oidc.ClaimActions.Clear();
        oidc.DisableTelemetry = true;
        oidc.SaveTokens = false; // nothing of the provider's is kept: who it is, is all that is asked
        oidc.RemoteAuthenticationTimeout = ProviderRules.Longest;
        // When a cookie runs out is judged by the browser, whose clock is the world's; ByProvider looks by the board's.
        oidc.TimeProvider = TimeProvider.System;
        foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
        {
            (cookie.SameSite, cookie.HttpOnly, cookie.IsEssential) = (SameSiteMode.Lax, true, true);
            cookie.SecurePolicy = options.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        }
        var token = oidc.TokenValidationParameters;
        (token.ValidIssuer, token.ValidAudience, token.RequireSignedTokens, token.RequireExpirationTime) = (provider.Authority, provider.ClientId, true, true);
        token.LifetimeValidator = (from, until, _, _) => options.Clock.GetUtcNow().UtcDateTime is var now && (from is null || from <= now + ProviderRules.Skew) && until > now - ProviderRules.Skew;
        oidc.Events = new()
        {
            OnMessageReceived = context =>
            {
                // RFC 9207: where a provider says who answers, it is this one.
                if (context.ProtocolMessage.GetParameter("iss") is { } issuer && issuer != provider.Authority) context.Fail("another issuer answers");
                return Task.CompletedTask;
            },
            OnUserInformationReceived = context =>
            {
                // The address and the word that it is verified are taken from one place: either both from the token or both from here.
                if (context.Principal?.Identity is ClaimsIdentity said && said.FindFirst("email") is null)
                    foreach (var name in new[] { "email", provider.VerifiedBy })
                        if (context.User.RootElement.TryGetProperty(name, out var value)) said.AddClaim(new(name, value.ToString()));
                return Task.CompletedTask;
            },
            OnTicketReceived = context => context.HttpContext.RequestServices.GetRequiredService<ByProvider>().ComeInAsync(context, provider),
            OnAccessDenied = context => Lead(context, provider, CameBack.Cancelled, context.Properties),
            OnRemoteFailure = context => Lead(context, provider, CameBack.Failed, context.Properties),
        };
    }

    private static Task Lead<T>(HandleRequestContext<T> context, IdentityProvider provider, CameBack how, AuthenticationProperties? properties) where T : AuthenticationSchemeOptions
    {
        context.HttpContext.Tell(SecurityEvent.SignInByProviderRefused, how.ToString());
        context.Response.Redirect(ByProvider.BackTo(provider, how, properties));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private sealed class Checked(IdentityProvider provider) : IConfigurationValidator<OpenIdConnectConfiguration>
    {
        public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration) =>
            IdentityProviders.WhatIsWrong(provider, configuration) is { } wrong ? new() { Succeeded = false, ErrorMessage = wrong } : new() { Succeeded = true };
    }
}
