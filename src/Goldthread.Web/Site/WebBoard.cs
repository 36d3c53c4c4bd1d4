using System.Net;
using Goldthread.Domain;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Features.Admin.Demonstration;
using Goldthread.Web.Features.Admin.Outbox;
using Goldthread.Web.Features.Dataset.Demonstration;
using Goldthread.Web.Features.Library.Files;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Features.Shared.Word;
using Goldthread.Web.Features.Thread.Demonstration;
using Goldthread.Web.Storage;
using Goldthread.Web.Storage.Copies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Goldthread.Web.Site;

/// <summary>How the product is started.</summary>
public sealed record BoardOptions
{
    private readonly string? address;

    /// <summary>Folder of the board: embedded database, files, keys.</summary>
    public required string Data { get; init; }

    /// <summary>Connection string of PostgreSQL; null for the embedded database in <see cref="Data"/>.</summary>
    public string? Database { get; init; }

    /// <summary>Address to listen on; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://localhost:5080";

    /// <summary>Served over https, by itself or by a known proxy: cookies are bound to it, and browsers are told to keep to it.</summary>
    public bool IsHttps => Urls.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || (Proxies.Count > 0 && PublicAddress.StartsWith("https:", StringComparison.OrdinalIgnoreCase));

    /// <summary>Proxies whose word is taken for where a request comes from; none by default, and then nobody's is.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Logs lines of JSON, one for each request with them.</summary>
    public bool LogsJson { get; init; }

    /// <summary>Sends traces and metrics to a collector, which the settings of OpenTelemetry name.</summary>
    public bool SendsTelemetry { get; init; }

    /// <summary>A second folder for the seals of the audit trail, on another disk or machine; null for none.</summary>
    public string? SealCopies { get; init; }

    /// <summary>Address under which people reach the board, for links in mails; where it is not set, the address it listens on.</summary>
    public string PublicAddress { get => address ?? Urls.Split(';')[0].TrimEnd('/'); init => address = value; }

    /// <summary>The name passkeys are bound to: that of the public address; null for whatever name a request came by, while none is set.</summary>
    public string? PasskeyDomain => address is null ? null : new Uri(address).Host;

    /// <summary>The mail server, as smtp://host:587 or smtps://name:password@host:465; null writes mails to a folder in <see cref="Data"/>.</summary>
    public Uri? MailServer { get; init; }

    /// <summary>Who mails come from, as "Name &lt;address&gt;"; null for the board's name on this machine.</summary>
    public string? MailFrom { get; init; }

    /// <summary>Days for which a letter lies in the folder, where no mail server is named.</summary>
    public int LettersKeptDays { get; init; } = 30;

    /// <summary>Where and when the board backs itself up; null for not at all.</summary>
    internal BackupSchedule? Backups { get; init; }

    /// <summary>The virus scanner that files are shown to, as tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl; null for none.</summary>
    public Uri? Scanner { get; init; }

    /// <summary>Bytes that a file sent in parts may have.</summary>
    public long LargestFile { get; init; } = 200_000_000;

    /// <summary>A file of passwords found in breaches, as <see cref="Features.Admin.BreachedPasswords"/> reads it; null for none.</summary>
    public string? BreachedPasswords { get; init; }

    /// <summary>Identity providers of organisations, as they are set up; those with a mistake are not offered.</summary>
    public IReadOnlyList<Domain.Admin.IdentityProvider> IdentityProviders { get; init; } = [];

    /// <summary>Offers the demonstration's people on the sign-in page.</summary>
    public bool IsDemonstration { get; init; }

    /// <summary>The clock; tests set their own.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where the database is.</summary>
    public string DatabaseOrFile => Database ?? Path.Combine(Data, "board.db");

    /// <summary>Where the master key lies, unless it is in the environment.</summary>
    public string MasterKeyFile => Path.Combine(Data, "keys", "master.key");
}

/// <summary>The program as a web site.</summary>
public static class WebBoard
{
    /// <summary>Builds the site; the caller starts it.</summary>
    public static WebApplication Build(BoardOptions options, Action<WebApplicationBuilder>? more = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "goldthread" });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // keys lie in the database; backup sees to them
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Query", LogLevel.Error); // "take without order": the search counts only as far as it matters
        builder.Logging.AddFilter("Microsoft.AspNetCore.StaticFiles", LogLevel.Error); // a verb without pages has no folder of files
        builder.Logging.ClearProviders(); // the console, and where one is named a collector: docs/security.md lists them
        if (options.LogsJson) builder.Logging.LogAsJson();
        else builder.Logging.AddSimpleConsole(console => console.SingleLine = true); // what somebody sent never begins a line
        if (options.SendsTelemetry) builder.Services.AddTelemetry();
        var https = options.IsHttps;

        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Clock);
        builder.Services.AddSingleton(_ => Sealing.FromEnvironmentOr(options.MasterKeyFile));
        builder.Services.AddSingleton<BoardContext>();
        builder.Services.AddTransient(services => services.GetRequiredService<BoardContext>().WorkingDays);
        builder.Services.AddSingleton<AuditSeals>();
        builder.Services.AddSingleton<BreachedPasswords>();
        builder.Services.AddSingleton<SignInThrottle>();
        builder.Services.AddKeyedSingleton<SignInThrottle>(nameof(ForgottenModel)); // who asks for many letters is not kept from signing in
        builder.Services.AddSingleton<KnownBrowser>();
        builder.Services.AddSingleton<HalfSignedIn>();
        builder.Services.AddSingleton<AuthenticatorApp>();
        builder.Services.AddScoped<ProofCheck>();
        builder.Services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        builder.Services.AddScoped<Passkeys>();
        builder.Services.Configure<IdentityPasskeyOptions>(passkey =>
        {
            // Finger, face or PIN each time, and kept on the device so that no name is typed: only so is a passkey two factors in one.
            (passkey.UserVerificationRequirement, passkey.ResidentKeyRequirement) = ("required", "required");
            passkey.ServerDomain = options.PasskeyDomain;
        });
        builder.Services.AddHostedService<Jobs.SealTrail>();
        builder.Services.AddScoped<Features.Admin.TakeOut.TakeOutText>();
        builder.Services.AddScoped<Features.Admin.Retention.RetentionBook>();
        builder.Services.AddScoped<Features.Admin.Retention.RetentionList>();
        builder.Services.AddScoped<Features.Admin.Retention.ForGood>();
        builder.Services.AddSingleton<ErasureList>();
        builder.Services.AddSingleton<Jobs.RemoveForGood>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Jobs.RemoveForGood>());
        builder.Services.AddSingleton<FileScanner>();
        builder.Services.AddSingleton<FileStore>();
        builder.Services.AddSingleton<Jobs.CheckFiles>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Jobs.CheckFiles>());
        builder.Services.AddSingleton<FileParts>();
        builder.Services.AddSingleton<FileReading>();
        builder.Services.AddSingleton<Jobs.ReadFiles>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Jobs.ReadFiles>());
        builder.Services.AddScoped<AttachFiles>();
        builder.Services.AddScoped<SentWorkbook>();
        builder.Services.AddScoped<WordExport>();
        builder.Services.AddScoped<ListExport>();
        foreach (var list in typeof(WebBoard).Assembly.GetTypes().Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(IListOut))))
            builder.Services.AddScoped(list).AddScoped(typeof(IListOut), services => services.GetRequiredService(list));
        builder.Services.AddScoped<Features.Dataset.FiguresIn.RecogniseTable>();
        builder.Services.AddScoped<Features.Dataset.FiguresIn.BringIn>();
        builder.Services.AddScoped<Features.Dataset.FiguresIn.BringInNeighbours>();
        builder.Services.AddSingleton<Features.Dataset.FiguresIn.FigureFiles>();
        builder.Services.AddScoped<Features.Admin.TakeOut.ILiesReady, Features.Dataset.FiguresIn.FiguresReady>();
        builder.Services.AddSingleton<Jobs.BringFiguresIn>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Jobs.BringFiguresIn>());
        builder.Services.AddSingleton<Features.Admin.Downloads.DownloadFiles>();
        builder.Services.AddScoped<Features.Admin.Downloads.MakeDownload>();
        builder.Services.AddScoped<Features.Admin.Outbox.ILetter, Features.Admin.Downloads.DownloadLetter>();
        builder.Services.AddSingleton<Jobs.MakeDownloads>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Jobs.MakeDownloads>());
        builder.Services.AddSingleton<Jobs.Sweep>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Jobs.Sweep>());
        builder.Services.AddSingleton<Jobs.KeepBackups>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Jobs.KeepBackups>());
        builder.Services.AddScoped<Letters>();
        builder.Services.AddSingleton<Jobs.SendMail>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Jobs.SendMail>());
        builder.Services.AddScoped<Features.Home.Digest>().AddScoped<Features.Admin.Outbox.ILetter>(services => services.GetRequiredService<Features.Home.Digest>());
        builder.Services.AddScoped<Features.Admin.Outbox.ILetter, Features.Home.MessageLetter>();
        builder.Services.AddSingleton<Jobs.Remind>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Jobs.Remind>());
        builder.Services.AddScoped<Backup>();
        builder.Services.AddScoped<Export>();
        builder.Services.AddBoardDb(options.DatabaseOrFile);
        builder.Services.AddScoped<IDemonstration, DatasetDemonstration>();
        builder.Services.AddDataProtection().SetApplicationName("goldthread").PersistKeysToDbContext<BoardDb>();
        // The keys make cookies and codes: who has the database alone must not be able to.
        builder.Services.AddOptions<KeyManagementOptions>().Configure<Sealing>((keys, sealing) => keys.XmlEncryptor = new SealedKeys(sealing));
        builder.Services.AddIdentityCore<Account>(identity =>
        {
            identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            identity.Password.RequiredLength = 12;
            (identity.Password.RequireDigit, identity.Password.RequireLowercase, identity.Password.RequireUppercase, identity.Password.RequireNonAlphanumeric) = (false, false, false, false);
            identity.Lockout.MaxFailedAccessAttempts = int.MaxValue; // whoever guesses waits, not whose password is guessed: SignInThrottle
            identity.User.RequireUniqueEmail = true;
            identity.User.AllowedUserNameCharacters = ""; // an address is one as the mailbox has it: O'Brien's too
        }).AddEntityFrameworkStores<BoardDb>().AddPasswordValidator<HardToGuess>().AddPasswordValidator<NoPasswordBesideTheOnlyWay>().AddPasswordCodes();
        builder.Services.AddScoped<IDemonstration, ThreadDemonstration>();
        builder.Services.AddSignIn(https);
        builder.Services.AddIdentityProviders(options);
        builder.Services.AddAntiforgery(token =>
        {
            token.Cookie.Name = https ? "__Host-goldthread-form" : "goldthread-form";
            token.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        builder.Services.Configure<CookieTempDataProviderOptions>(said =>
        {
            said.Cookie.Name = https ? "__Host-goldthread-said" : "goldthread-said";
            said.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        builder.Services.AddRazorPages(pages => pages.RootDirectory = "/Features")
            .AddMvcOptions(mvc =>
            {
                mvc.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
                mvc.Filters.Add<ConfirmFilter>();
                mvc.Filters.Add<CommandFilter>();
                mvc.Filters.Add(new FilterNotes());
                mvc.ModelBinderProviders.Insert(0, new PlainText());
                mvc.ModelBinderProviders.Insert(0, new NamedChoice.Provider());
                mvc.ModelBindingMessageProvider.SetValueMustNotBeNullAccessor(_ => "Fill this in");
                mvc.ModelBindingMessageProvider.SetAttemptedValueIsInvalidAccessor((value, _) => $"“{value}” does not fit here: choose from the list, or enter a whole number in figures, such as 12");
                mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            });
        builder.Services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
        builder.Services.Configure<Microsoft.Extensions.WebEncoders.WebEncoderOptions>(o => o.TextEncoderSettings = new(System.Text.Unicode.UnicodeRanges.All));
        builder.Services.AddHealthChecks().AddCheck<Readiness>("ready", failureStatus: null, ["ready"], TimeSpan.FromSeconds(3)); // whoever asks has others to send people to
        more?.Invoke(builder);

        var app = builder.Build();
        app.UseProxies(options.Proxies);
        if (options.LogsJson || options.SendsTelemetry) app.UseMiddleware<RequestLog>();
        app.Use(SecurityLog.TellAsync);
        app.Use(RefuseOtherMethods);
        app.UseRequestLocalization(new RequestLocalizationOptions { DefaultRequestCulture = new(BoardCalendar.British), SupportedCultures = [BoardCalendar.British], SupportedUICultures = [BoardCalendar.British], RequestCultureProviders = [] });
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        if (https) app.UseHsts();
        app.UseMiddleware<FileSandbox>();
        app.UseSecurityHeaders(Headers.Policy(https));
        app.UseMiddleware<CrossSiteGuard>();
        app.UseRouting();
        app.Use(Telemetry.RememberAsync);
        app.Use(RefuseTooLarge);
        app.UseSignIn();
        app.Use(SecurityLog.NoteAsync);
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = Readiness.SayAsync }).AllowAnonymous();
        return app;
    }

    // Pages are read and forms are posted; nothing here answers to anything else, TRACE least of all.
    private static Task RefuseOtherMethods(HttpContext http, RequestDelegate next)
    {
        var method = http.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method)) return next(http);
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = "GET, HEAD, POST";
        return Task.CompletedTask;
    }

    // Said before anything reads the body: the check of the form's token would call it unreadable.
    private static Task RefuseTooLarge(HttpContext http, RequestDelegate next)
    {
        if (http.Request.ContentLength is not { } length || http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is not { } most || length <= most
            || http.Features.Get<IStatusCodeReExecuteFeature>() is not null) return next(http);
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    }
}
