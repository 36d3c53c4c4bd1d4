using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin;
using Goldthread.Web.Site;
using Goldthread.Web.Tests.Architecture;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Goldthread.Web.Tests.Site;

/// <summary>docs/security.md, held against the code: what stands there is so, and what is so stands there.</summary>
[Trait("threat", "T15")]
public sealed partial class SecurityPageTests
{
    private static readonly Lazy<string> page = new(() => File.ReadAllText(Path.Combine(Root(), "docs/security.md")));

    [Fact]
    [Trait("asvs", "V6.1.3"), Trait("asvs", "V6.3.4")]
    public void Every_way_in_is_named_with_its_strength_and_there_is_no_other()
    {
        var told = Rows("Ways in").Where(row => row.Length == 3).ToDictionary(row => Code(row[0]).Single(), row => row[2]);

        Assert.Equal(Enum.GetValues<SignInProof>().Where(p => p != SignInProof.None).Select(p => $"{p}").Order(), told.Keys.Order());
        Assert.All(told, way => Assert.Equal(SignInRules.IsStrong(Enum.Parse<SignInProof>(way.Key)) ? "two factors" : "one factor", way.Value));
        // A session is begun when everything asked for was given, and by the press of a demonstration; a new one for the first administrator, and
        // for whoever is signed in and changes the second factor.
        Assert.Equal([typeof(ProofCheck).FullName, typeof(SignInModel).FullName, $"{typeof(Features.Admin.YourSignIn.AppModel)}", $"{typeof(Features.Admin.YourSignIn.IndexModel)}", $"{typeof(Features.Admin.YourSignIn.PasskeysModel)}", $"{typeof(Features.SetUp.FirstModel)}"], ArchitectureTests.Callers(typeof(SignedIn).Assembly, m => m.DeclaringType == typeof(SignedIn) && m.Name == nameof(SignedIn.SignInAsync)).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("asvs", "V6.3.4"), Trait("asvs", "V6.4.2")]
    public void Every_page_that_opens_to_whoever_is_not_signed_in_is_named_and_none_asks_a_question()
    {
        var open = Views().Where(v => v.Model.IsDefined(typeof(AllowAnonymousAttribute), true)).ToList();

        Assert.Equal(Rows("Ways in").Where(row => row.Length == 2).SelectMany(row => Code(row[0])).Order(), open.SelectMany(v => Address().Matches(v.Source).Select(m => m.Groups[1].Value)).Order());
        // What they ask for: nothing that somebody else could know, or be told by a hint.
        Assert.Equal(["Code", "Email", "Input.Email", "Input.Name", "Input.Password", "Input.Work", "Password"], open.SelectMany(v => Asked().Matches(v.Source).Select(m => m.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(typeof(Account).GetProperties(), p => p.Name.Contains("Hint", StringComparison.Ordinal) || p.Name.Contains("Question", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("asvs", "V6.1.1"), Trait("asvs", "V6.6.3"), Trait("asvs", "V7.1.3")]
    public void Limits_are_as_they_are_told()
    {
        Says($"| {SignInThrottle.FreeTries}, then a wait of 15 seconds that doubles up to 15 minutes |");
        Says($"| {SignInThrottle.TriesPerAddress} in {SignInThrottle.Window.Minutes} minutes |", $"| {SignInThrottle.TriesPerAccount} in {SignInThrottle.Window.Minutes} minutes;");
        Says($"| after {SignInRules.WrongCodesUntilTold} the owner is told", $"| {MailRules.MostResetsInAnHour} an hour for one account |");
        Says($"12 to {PasswordRules.Longest} characters", "128 random bits");
        Goldthread.Domain.Governance.BoardSettings fresh = new();
        Says($"after {fresh.IdleMinutes} minutes without use ({SignInRules.IdleMinutesInReviews} once", $"after {fresh.LongestHours} hours at the latest", $"not older than {SignInRules.Fresh.TotalMinutes} minutes", $"so at most for these {fresh.LongestHours} hours");
    }

    [Fact]
    [Trait("asvs", "V6.1.2")]
    public void The_words_that_no_password_is_made_of_are_told()
    {
        Says($"the words anybody would try: {string.Join(", ", PasswordGuessing.WordsOfTheWork)}.");

        Assert.All(PasswordGuessing.WordsOfTheWork, word => Assert.True(PasswordGuessing.IsEasy($"{word}Safeguarding2026", new HashSet<string>(), PasswordGuessing.WordsOfTheWork)));
    }

    [Fact]
    [Trait("asvs", "V5.1.1")]
    public void What_files_are_taken_is_told()
    {
        static string Mb(long bytes) => FileStore.InWords(bytes);

        Assert.Equal(FileContent.Endings.Order(), Rows("Files").SelectMany(row => Code(row[1])).Order());
        Says($"{Mb(FileStore.Limit)} a file, {Mb(FileStore.FormLimit)} a form; {Mb(new BoardOptions { Data = "" }.LargestFile)} in parts", $"{Mb(FileContent.MostUnpacked)} unpacked", $"at most {ZipContents.MostMembers} parts", $"{FileContent.MostPixels / 1_000_000} million points");
        // And beside the field itself, by the same words as the refusal.
        Assert.Contains(FileContent.Accepted, Features.Library.Files.FileContentHint.Text, StringComparison.Ordinal);
        Assert.Contains($"up to {Mb(FileStore.Limit)}", FileContent.Accepted, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("asvs", "V16.1.1"), Trait("asvs", "V16.2.1"), Trait("asvs", "V16.3.3")]
    public void Every_event_every_field_of_the_trail_and_every_way_back_without_coming_in_is_named()
    {
        var told = Rows("What is logged, and where").ToList();

        Assert.Equal(Enum.GetNames<SecurityEvent>().Order(), told.Where(row => row.Length == 2).Select(row => Code(row[0]).Single()).Order());
        Assert.Equal(typeof(AuditEntry).GetProperties().Select(p => p.Name).Except([nameof(AuditEntry.Hash), nameof(AuditEntry.PreviousHash)]).Order(), Code(told.Single(row => row[0] == "audit trail")[2]).Order());
        Assert.Equal(Enum.GetNames<CameBack>().Except([nameof(CameBack.None), nameof(CameBack.Away)]).Order(), Code(told.Single(row => row[0] == $"`{SecurityEvent.SignInByProviderRefused}`")[1]).Order());
    }

    [Theory]
    [Trait("asvs", "V16.2.3"), Trait("asvs", "V16.1.1")]
    [InlineData(false, false), InlineData(true, false), InlineData(true, true)]
    public async Task The_log_goes_where_the_inventory_says_and_nowhere_else(bool json, bool collector)
    {
        await using var app = WebBoard.Build(new() { Data = Path.GetTempPath(), LogsJson = json, SendsTelemetry = collector });

        var sinks = app.Services.GetServices<ILoggerProvider>().Select(p => p.GetType().Name).ToList();

        Assert.Equal(collector ? ["ConsoleLoggerProvider", "OpenTelemetryLoggerProvider"] : ["ConsoleLoggerProvider"], sinks.Order());
        Assert.All(sinks, sink => Says($"`{sink}`"));
    }

    [Fact]
    [Trait("asvs", "V6.2.7")]
    public void Every_field_for_a_password_or_a_code_says_so_to_a_password_manager_and_nothing_keeps_anybody_from_pasting()
    {
        var fields = Views().SelectMany(v => Fields().Matches(v.Source).Select(m => m.Value)).ToList();

        Assert.True(fields.Count >= 8, $"{fields.Count}");
        Assert.All(fields, field => Assert.Matches("""autocomplete="(current-password|new-password|one-time-code)" """.TrimEnd(), field));
        Assert.All(Directory.EnumerateFiles(Path.Combine(Root(), "src/Goldthread.Web/assets"), "*.ts").Concat(Views().Select(v => v.Path)), file => Assert.DoesNotMatch("(?i)[\"'.]on?paste", File.ReadAllText(file)));
    }

    private static IEnumerable<(string Path, string Source, Type Model)> Views()
    {
        var models = typeof(SignedIn).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(PageModel))).ToDictionary(t => t.FullName!);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Root(), "src/Goldthread.Web/Features"), "*.cshtml", SearchOption.AllDirectories))
        {
            var source = File.ReadAllText(path);
            if (ModelName().Match(source) is { Success: true } named && models.GetValueOrDefault(named.Groups[1].Value) is { } model) yield return (path, source, model);
        }
    }

    private static void Says(params string[] phrases) => Assert.All(phrases, phrase => Assert.Contains(phrase, Blank().Replace(page.Value, " "), StringComparison.Ordinal));

    /// <summary>Rows of the tables under a heading, without their heads.</summary>
    private static IEnumerable<string[]> Rows(string heading) => page.Value.Split($"## {heading}\n")[1].Split("\n## ")[0].Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Where(line => line.Contains('`', StringComparison.Ordinal)).Select(line => line.Trim('|', ' ').Split(" | "));

    private static IEnumerable<string> Code(string cell) => Quoted().Matches(cell).Select(m => m.Groups[1].Value);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex("@page \"([^\"]+)\"")]
    private static partial Regex Address();

    [GeneratedRegex(@"@model (\S+)")]
    private static partial Regex ModelName();

    [GeneratedRegex("<gt-[a-z]+ for=\"([^\"]+)\"")]
    private static partial Regex Asked();

    [GeneratedRegex("<gt-text for=\"[^\"]*(Password|Code|Old|New)\"[^>]*(type=\"password\"|authenticator|app shows)[^>]*>")]
    private static partial Regex Fields();
}
