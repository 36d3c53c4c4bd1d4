using System.CommandLine;
using System.Net;
using Goldthread.Web.Features.Admin.Retention;
using Goldthread.Web.Features.SetUp;
using Goldthread.Web.Features.Shared;
using Goldthread.Web.Site;
using Goldthread.Web.Storage;
using Goldthread.Web.Storage.Copies;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Command = System.CommandLine.Command;

namespace Goldthread.Web.Commands;

/// <summary>Serves a board.</summary>
internal static class Serve
{
    public static Command Verb()
    {
        Option<string> urls = new("--urls") { Description = "Address to listen on; else what GOLDTHREAD_URLS says", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("GOLDTHREAD_URLS") is { Length: > 0 } address ? address : "http://localhost:5080" };
        Option<bool> demonstration = new("--demonstration") { Description = "Demonstration board: made on first start, its people offered on the sign-in page" };
        Option<bool> elsewhere = new("--demonstration-beyond-this-machine") { Description = "Say twice that a demonstration may listen on an address others can reach" };
        Option<bool> fresh = new("--fresh") { Description = "With --demonstration: start a new one beside the old, which stays" };
        Command verb = new("serve", "Serve a board") { urls, demonstration, elsewhere, fresh };
        verb.SetAction((parsed, stop) =>
        {
            var data = parsed.GetValue(CommandLine.Data)!;
            if (parsed.GetValue(fresh))
            {
                if (!parsed.GetValue(demonstration)) throw new UsageException("--fresh goes with --demonstration: a real board is never replaced");
                data = Beside(data);
            }
            var address = parsed.GetValue(urls)!;
            CheckAddress(address, parsed.GetValue(demonstration), parsed.GetValue(elsewhere));
            return RunAsync(new()
            {
                Data = data,
                Database = parsed.GetValue(CommandLine.Database),
                Urls = address,
                IsDemonstration = parsed.GetValue(demonstration),
                PublicAddress = Setting("GOLDTHREAD_ADDRESS", ["http", "https"], "https://board.example.org", withName: false)?.GetLeftPart(UriPartial.Authority)!,
                MailServer = Setting("GOLDTHREAD_MAIL_SERVER", ["smtp", "smtps"], "smtp://name:password@mail.example.org:587", withName: true),
                MailFrom = From(),
                LettersKeptDays = Number("GOLDTHREAD_MAIL_FOLDER_DAYS", 30, 1, 3650),
                Backups = Schedule(),
                Scanner = Scanner(),
                LargestFile = Number("GOLDTHREAD_LARGEST_FILE", 200, 100, 2000) * 1_000_000L,
                BreachedPasswords = Breached(),
                IdentityProviders = IdentityProviders(),
                Proxies = Proxies(),
                SealCopies = SealCopies,
                LogsJson = Environment.GetEnvironmentVariable("GOLDTHREAD_LOG") switch { null or "" or "text" => false, "json" => true, _ => throw new UsageException("GOLDTHREAD_LOG is text or json") },
                SendsTelemetry = Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 },
            }, stop);
        });
        return verb;
    }

    // From the environment and not from the command line, where others on the machine could read a password.
    private static Uri? Setting(string name, string[] schemes, string example, bool withName)
    {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme) && address.Host.Length > 0 && address.Port != 0 && address.PathAndQuery is "/" or "" && (withName || address.UserInfo.Length == 0) ? address
            : throw new UsageException($"{name} is not an address of the kind {string.Join(" or ", schemes)}: write it like {example}");
    }

    private static Uri? Scanner()
    {
        if (Environment.GetEnvironmentVariable("GOLDTHREAD_SCANNER") is not { Length: > 0 } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address is { Scheme: "tcp", Host.Length: > 0, Port: > 0, PathAndQuery: "/" or "" } || address is { Scheme: "unix", Host.Length: 0, AbsolutePath.Length: > 1 }) ? address
            : throw new UsageException("GOLDTHREAD_SCANNER is not an address of a scanner: write it like tcp://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl");
    }

    private static string? Breached()
    {
        if (Environment.GetEnvironmentVariable("GOLDTHREAD_BREACHED_PASSWORDS") is not { Length: > 0 } path) return null;
        return Features.Admin.BreachedPasswords.IsList(path) ? Path.GetFullPath(path) : throw new UsageException("GOLDTHREAD_BREACHED_PASSWORDS is no list of breached passwords: it is a file whose sorted lines begin with a SHA-1 in capital hex");
    }

    // A mistake is told and leaves that provider out: everybody else signs in, and by password so do its people.
    private static IReadOnlyList<Domain.Admin.IdentityProvider> IdentityProviders()
    {
        var providers = Site.IdentityProviders.Read(Environment.GetEnvironmentVariables());
        foreach (var provider in providers)
            foreach (var problem in provider.Problems()) Console.Error.WriteLine($"goldthread: {Site.IdentityProviders.Setting}__{provider.Key.ToUpperInvariant()}__{problem.Field.ToUpperInvariant()} {problem.Message}");
        return providers;
    }

    /// <summary>Second folder of the seals, which other verbs look at as well.</summary>
    internal static string? SealCopies => Environment.GetEnvironmentVariable("GOLDTHREAD_SEAL_DIR") is { Length: > 0 } folder ? folder : null;

    private static IReadOnlyList<IPNetwork> Proxies() => Site.Proxies.Read(Environment.GetEnvironmentVariable("GOLDTHREAD_PROXIES") ?? "")
        ?? throw new UsageException("GOLDTHREAD_PROXIES is not a list of addresses: write it like 10.0.0.5, 10.1.0.0/24");

    private static string? From()
    {
        if (Environment.GetEnvironmentVariable("GOLDTHREAD_MAIL_FROM") is not { Length: > 0 } text) return null;
        return MimeKit.MailboxAddress.TryParse(text, out var address) && address.Address.Contains('@', StringComparison.Ordinal) ? text : throw new UsageException("GOLDTHREAD_MAIL_FROM is not an e-mail address: write it like Safeguarding Partnership <noreply@example.org>");
    }

    private static BackupSchedule? Schedule()
    {
        if (Environment.GetEnvironmentVariable("GOLDTHREAD_BACKUP_DIR") is not { Length: > 0 } folder) return null;
        const string key = "a backup of the schedule is encrypted: set GOLDTHREAD_BACKUP_PUBLIC_KEY to a PEM file with an RSA public key, or GOLDTHREAD_BACKUP_PASSPHRASE";
        _ = CopyKeys.Configured(withMasterKey: false) ?? throw new UsageException(key);
        return new(folder, Number("GOLDTHREAD_BACKUP_HOUR", 2, 0, 23), Number("GOLDTHREAD_BACKUP_KEEP", 14, 1, 1000), () => CopyKeys.Configured(withMasterKey: false) ?? throw new UsageException(key));
    }

    private static int Number(string name, int without, int least, int most)
    {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text) return without;
        return int.TryParse(text, out var number) && number >= least && number <= most ? number : throw new UsageException($"{name} is not a whole number from {least} to {most}");
    }

    private static async Task<int> RunAsync(BoardOptions options, CancellationToken stop)
    {
        OwnerOnly.MakeFolder(options.Data);
        await using var app = WebBoard.Build(options);
        await PrepareAsync(app, options, stop);
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException taken)
        {
            throw new UsageException($"can't listen on {options.Urls}: {taken.Message} Choose another with --urls http://localhost:PORT");
        }
        var address = app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine($"""

            Goldthread is ready:  {address}
            Its data lies in:     {Path.GetFullPath(options.Data)}
            Stop it with Ctrl+C.
            """);
        await TellFirstAsync(app, options, address, stop);
        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    // Whoever can read this window may begin the board; nobody else can know the code.
    private static async Task TellFirstAsync(WebApplication app, BoardOptions options, string address, CancellationToken stop)
    {
        if (options.IsDemonstration) return;
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            if (await scope.ServiceProvider.GetRequiredService<BoardDb>().WaitsForFirstAsync(stop))
                Console.WriteLine($"""

                    Nobody can sign in yet. Begin the board here:
                      {(options.PasskeyDomain is null ? address : options.PublicAddress)}/set-up/first?code={SetUpCode.Of(scope.ServiceProvider.GetRequiredService<Sealing>())}
                    """);
        }
        catch (Exception away) when (CommandLine.Outside(away) is not null)
        {
            // Said already; who starts the server again once the database answers is told then.
        }
    }

    /// <summary>Brings the database up to date: by itself on the embedded one and for a demonstration.</summary>
    internal static async Task PrepareAsync(WebApplication app, BoardOptions options, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BoardDb>();
        if (!options.IsDemonstration && options.Database is not null)
        {
            try
            {
                if ((await db.Database.GetPendingMigrationsAsync(stop)).Any())
                    await Console.Error.WriteLineAsync("goldthread: the database waits for migrations: run ./goldthread migrate");
                else await CatchUpAsync(scope.ServiceProvider, stop);
            }
            catch (Exception away) when (CommandLine.Outside(away) is { } told)
            {
                await Console.Error.WriteLineAsync($"goldthread: {told}. Pages say so until it does"); // a node may start while its server fails over
            }
            return;
        }
        await db.BringUpToDateAsync(stop);
        await db.FillSearchAsync(stop);
        await CatchUpAsync(scope.ServiceProvider, stop);
        if (options.IsDemonstration) await Demo.MakeAsync(scope.ServiceProvider, stop);
    }

    // Before anybody may sign in: this may be an older copy of the board, put back by hand.
    private static async Task CatchUpAsync(IServiceProvider services, CancellationToken stop)
    {
        try
        {
            var again = await services.GetRequiredService<ForGood>().CatchUpAsync(services.GetRequiredService<ErasureList>(), stop);
            if (again > 0) Console.WriteLine($"{Say.Count(again, "record")} that had been removed for good came back with an older copy, and {(again == 1 ? "is" : "are")} removed again.");
        }
        catch (UsageException odd)
        {
            await Console.Error.WriteLineAsync($"goldthread: {odd.Message}. Nothing is removed for good before it is put back from its copy");
        }
    }

    private static void CheckAddress(string urls, bool demonstration, bool elsewhere)
    {
        if (!Uri.TryCreate(urls.Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address))
            throw new UsageException($"\"{urls}\" is not an address: write it like http://localhost:5080");
        var loopback = address.IsLoopback || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
        if (loopback) return;
        if (demonstration && !elsewhere)
            throw new UsageException("a demonstration lets anyone in as anyone, so it listens on this machine alone; add --demonstration-beyond-this-machine if you mean it");
        if (address.Scheme == "http" && !demonstration)
            throw new UsageException("plain http is for this machine alone: use http://localhost:PORT behind a proxy, or an https address");
    }

    private static string Beside(string data)
    {
        var number = 2;
        while (Directory.Exists($"{data}-{number}")) number++;
        return $"{data}-{number}";
    }
}
