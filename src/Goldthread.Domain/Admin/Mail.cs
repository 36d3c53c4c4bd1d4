namespace Goldthread.Domain.Admin;

/// <summary>What a mail asks or tells. Its words are put together when it is sent, from what is so at that moment.</summary>
public enum MailKind
{
    /// <summary>Somebody may sign in from now on, once a password is chosen.</summary>
    Invitation,

    /// <summary>Somebody asked for a new password.</summary>
    PasswordReset,

    /// <summary>The office took down an answer on behalf of an agency or group.</summary>
    AnswerTakenDown,

    /// <summary>The office took down progress on behalf of an agency or group.</summary>
    ProgressTakenDown,

    /// <summary>What waits for somebody, in one letter a day or week.</summary>
    Digest,

    /// <summary>What the office or an administrator wrote to many.</summary>
    Message,

    /// <summary>Somebody signed in to the account with a browser that it was not signed in with before.</summary>
    NewBrowser,

    /// <summary>The password or the second factor of the account was changed by whoever is signed in to it.</summary>
    SignInChanged,

    /// <summary>An administrator took the second factor of the account away.</summary>
    SecondFactorReset,

    /// <summary>Letters go to another address from now on: told to the former one alone.</summary>
    AddressChanged,

    /// <summary>Somebody who knows the password gave wrong codes again and again.</summary>
    WrongCodes,

    /// <summary>A long list that somebody asked for as a file is ready.</summary>
    DownloadReady,

    /// <summary>The account is signed in to by an organisation's own sign-in from now on.</summary>
    SignInLinked,

    /// <summary>An administrator asked that somebody's second factor be taken away: another is to confirm it.</summary>
    ResetAsked,
}

/// <summary>What a mail is about, without its words.</summary>
/// <param name="Id">The record: whoever may not see it when the mail is sent is not told of it.</param>
/// <param name="Ref">Its spoken code.</param>
/// <param name="Path">Its page.</param>
/// <param name="ForId">The organisation or group that it concerns, and for which the reader must still speak.</param>
public sealed record MailSubject(Guid Id, string Ref, string Path, Guid ForId);

/// <summary>How far a mail has come.</summary>
public enum MailState
{
    /// <summary>To be sent, for the first time or again.</summary>
    Waiting,

    /// <summary>Taken by the mail server.</summary>
    Sent,

    /// <summary>Refused, or tried too often.</summary>
    Failed,

    /// <summary>Not sent, because when its turn came there was nothing left to say, or nobody who may read it.</summary>
    Dropped,
}

/// <summary>One mail to one person, written in the save of what causes it and sent by a job. It holds no words: no code that opens an
/// account lies in the database, and what somebody may no longer know is not told.</summary>
public sealed class Mail
{
    private Mail() { }

    /// <summary>A mail to be sent at once.</summary>
    /// <param name="kind">What it asks or tells.</param>
    /// <param name="personId">To whom; null where only an address was typed.</param>
    /// <param name="now">UTC.</param>
    /// <param name="address">The address as typed, where nobody is signed in; else the person's is taken when it is sent.</param>
    public Mail(MailKind kind, Guid? personId, DateTime now, string address = "") =>
        (Kind, PersonId, Address, MadeAt, NotBefore) = (kind, personId, address, now, now);

    /// <summary>A mail about a record.</summary>
    /// <param name="kind">What it tells.</param>
    /// <param name="personId">To whom.</param>
    /// <param name="about">About what.</param>
    /// <param name="now">UTC.</param>
    /// <param name="notBefore">Not to be sent before, UTC; null for at once.</param>
    public Mail(MailKind kind, Guid personId, MailSubject about, DateTime now, DateTime? notBefore = null) : this(kind, personId, now) =>
        (AboutId, AboutRef, AboutPath, ForId, NotBefore) = (about.Id, about.Ref, about.Path, about.ForId, notBefore ?? now);

    /// <summary>What was written to many, to one of them.</summary>
    /// <param name="personId">To whom.</param>
    /// <param name="message">What was written.</param>
    public Mail(Guid personId, Message message) : this(MailKind.Message, personId, message.At) => AboutId = message.Id;

    /// <summary>The one letter of a day on what waits for somebody.</summary>
    /// <param name="personId">To whom.</param>
    /// <param name="day">The date at the board: nobody has two of one day.</param>
    /// <param name="told">Records it tells of.</param>
    /// <param name="now">UTC.</param>
    public Mail(Guid personId, DateOnly day, IEnumerable<Guid> told, DateTime now) : this(MailKind.Digest, personId, now) =>
        (ForDay, Told) = (day, [.. told]);

    /// <summary>Its id, and so the id of the message: who gets it twice after a crash can see that it is one.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>What it asks or tells.</summary>
    public MailKind Kind { get; private set; }

    /// <summary>To whom; null where only an address was typed.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>The address as typed; empty where the person's counts.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The record it is about; null for an account.</summary>
    public Guid? AboutId { get; private set; }

    /// <summary>The record's spoken code.</summary>
    public string AboutRef { get; private set; } = "";

    /// <summary>The record's page.</summary>
    public string AboutPath { get; private set; } = "";

    /// <summary>The organisation or group that it concerns.</summary>
    public Guid? ForId { get; private set; }

    /// <summary>The day a digest is for; null for every other mail.</summary>
    public DateOnly? ForDay { get; private set; }

    /// <summary>Records a digest tells of.</summary>
    public List<Guid> Told { get; private set; } = [];

    /// <summary>When it was caused, UTC.</summary>
    public DateTime MadeAt { get; private set; }

    /// <summary>Not to be tried before, UTC. Whoever takes it to send it moves this on, and so keeps others off.</summary>
    public DateTime NotBefore { get; private set; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; private set; }

    /// <summary>How far it has come.</summary>
    public MailState State { get; private set; }

    /// <summary>When it came to an end, UTC; null while it waits.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Why it was not sent, in words.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>To somebody's former address.</summary>
    public static Mail ToFormer(string address, Guid personId, DateTime now) => new(MailKind.AddressChanged, personId, now, address);

    /// <summary>Leaves it unsent, where it still waits.</summary>
    public void Drop(string why, DateTime now)
    {
        if (State == MailState.Waiting) (State, EndedAt, Problem) = (MailState.Dropped, now, why);
    }

    /// <summary>Begins anew after it failed.</summary>
    /// <param name="now">UTC.</param>
    public IReadOnlyList<Problem> TryAgain(DateTime now)
    {
        if (State != MailState.Failed) return [new("", "Only a mail that failed can be tried again")];
        (State, Tries, NotBefore, EndedAt, Problem) = (MailState.Waiting, 0, now, null, "");
        return [];
    }
}

/// <summary>When a mail is tried, and for how long.</summary>
public static class MailRules
{
    /// <summary>How long one who took a mail has to send it: then another may.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Longest that one try may take: shorter than <see cref="Lease"/>, or another would send it beside.</summary>
    public static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(90);

    /// <summary>Letters with a code for one account in an hour at the most, whoever asks.</summary>
    public const int MostResetsInAnHour = 5;

    private static readonly TimeSpan[] waits =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromDays(1),
    ];

    /// <summary>Wait after a try that failed; null when it is given up, after nearly two days.</summary>
    /// <param name="tries">How often it was tried, this one counted; from 1.</param>
    public static TimeSpan? WaitAfter(int tries) => tries <= waits.Length ? waits[tries - 1] : null;
}
