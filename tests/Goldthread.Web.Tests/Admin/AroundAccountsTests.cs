using Goldthread.Domain.Admin;
using Goldthread.Web.Features.Admin.Outbox;
using Goldthread.Web.Jobs;
using Goldthread.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Goldthread.Web.Tests.Admin;

[Trait("feature", "W7")]
public class AroundAccountsTests(BoardApp template)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("threat", "T16"), Trait("asvs", "V6.4.1")]
    public async Task A_link_for_a_forgotten_password_holds_an_hour_by_the_board_s_clock()
    {
        await using MailCatcher catcher = new();
        await using var board = await Board.NewAsync(template, o => o with { MailServer = catcher.Address });
        await board.GivenPasswordAsync(Somebody.Officer);
        var anyone = await board.AnyoneAsync();
        await anyone.PressAsync(await anyone.OpenAsync("/forgotten"), "Send the link", ("Email", Somebody.Officer.Email));
        await board.Services.GetRequiredService<SendMail>().RoundAsync(Stop);
        var text = Assert.Single(catcher.Mails).TextBody!;
        var link = text[text.IndexOf("/choose-password/", StringComparison.Ordinal)..].Split('\n')[0].Trim();

        board.Clock.Advance(PasswordCodes.Reset - TimeSpan.FromSeconds(1));
        var inTime = await anyone.OpenAsync(link);
        board.Clock.Advance(TimeSpan.FromSeconds(1));
        var late = await anyone.OpenAsync(link);

        Assert.True(inTime.Offers("Keep this password"));
        Assert.Contains("This link holds no longer", late.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "T16"), Trait("threat", "T12")]
    public async Task Who_asks_again_and_again_gets_letters_and_leaves_one_entry_an_hour()
    {
        await using var board = await Board.NewAsync(template);
        var anyone = await board.AnyoneAsync();

        for (var i = 0; i < 4; i++) await anyone.PressAsync(await anyone.OpenAsync("/forgotten"), "Send the link", ("Email", i % 2 == 0 ? Somebody.Officer.Email : Somebody.Officer.Email.ToUpperInvariant()));
        var (entries, letters) = await CountAsync();
        board.Clock.Advance(TimeSpan.FromHours(1));
        await anyone.PressAsync(await anyone.OpenAsync("/forgotten"), "Send the link", ("Email", Somebody.Officer.Email));

        Assert.Equal((1, 4), (entries, letters));
        Assert.Equal((2, 5), await CountAsync());

        async Task<(int, int)> CountAsync()
        {
            await using var db = board.OpenAll();
            return (await db.AuditEntries.CountAsync(e => e.Deed == "Asked for a new password", Stop), await db.Outbox.CountAsync(m => m.Kind == MailKind.PasswordReset, Stop));
        }
    }

    [Fact]
    [Trait("threat", "T24")]
    public async Task Old_letters_in_the_folder_are_removed_and_fresh_ones_stay()
    {
        await using var board = await Board.NewAsync(template);
        var now = board.Clock.GetUtcNow().UtcDateTime;
        var folder = Directory.CreateDirectory(Path.Combine(board.Data, "mail")).FullName;
        foreach (var (name, days) in new[] { ("old", 31), ("fresh", 29) })
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.eml"), "letter", Stop);
            File.SetLastWriteTimeUtc(Path.Combine(folder, $"{name}.eml"), now.AddDays(-days));
        }

        await board.Services.GetRequiredService<Sweep>().RoundAsync(Stop);

        Assert.Equal(["fresh.eml"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }
}
