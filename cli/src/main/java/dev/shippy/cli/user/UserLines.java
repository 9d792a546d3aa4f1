package dev.shippy.cli.user;

import dev.shippy.cli.Column;
import dev.shippy.cli.Line;
import dev.shippy.cli.Text;
import dev.shippy.contracts.user.v1.User;
import java.util.List;

/** An account as text. */
final class UserLines {

    static final List<Column<User>> COLUMNS = List.of(
            new Column<>("ID", User::getId),
            new Column<>("ROLES", UserLines::roles),
            new Column<>("EMAIL", User::getEmail),
            new Column<>("NAME", User::getName),
            new Column<>("COMPANY", User::getCompany));

    private UserLines() {}

    static List<Line> of(User user) {
        return List.of(
                new Line("user", user.getId()),
                new Line("name", user.getName()),
                new Line("company", user.getCompany()),
                new Line("email", user.getEmail()),
                new Line("roles", roles(user)),
                new Line("created_at", Text.time(user.getCreatedAt())));
    }

    private static String roles(User user) {
        return user.getRolesCount() == 0 ? "-" : String.join(",", user.getRolesList());
    }
}
